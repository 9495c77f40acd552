import { randomUUID } from 'node:crypto';
import { CloudError, type Change } from '../contract';
import type { WatchEvent } from './frames';
import { wireEvents } from './wire-events';
import type { Window, WindowQuery } from './window';

const LOG_BATCHES = 500;
const MAX_DOCUMENTS = 5000;

/** Where a session's batches go while its client is connected. */
export interface Sink {
  push(session: Session, events: WatchEvent[]): void;
  fail(session: Session, message: string): void;
}

/** One watch. It numbers what happens to its result and remembers the latest, so that a dropped socket loses nothing. */
export class Session {
  readonly queryId = randomUUID();
  lastEventId = 0;
  private log: WatchEvent[][] = [];
  private sink: Sink | undefined;
  private detachedAt: number | undefined;

  constructor(
    readonly owner: string,
    readonly query: WindowQuery,
    private readonly window: Window,
  ) {}

  /** The initial result; throws when there is more than a watch may hold. */
  open(): WatchEvent[] {
    const { limit = MAX_DOCUMENTS + 1 } = this.query;
    const events = wireEvents(this.lastEventId, this.window.load(limit));
    if (this.isOverfull()) throw new CloudError('SYS_ERR', tooMany());
    return events;
  }

  apply(changes: Change[]): void {
    const transitions = this.window.apply(changes);
    if (transitions.length === 0) return;
    this.lastEventId += 1;
    const events = wireEvents(this.lastEventId, transitions);
    this.log.push(events);
    if (this.log.length > LOG_BATCHES) this.log.shift();
    if (this.isOverfull()) this.fail(tooMany());
    else this.sink?.push(this, events);
  }

  /** Ends the watch with an error that its client will see. */
  fail(message: string): void {
    this.sink?.fail(this, message);
  }

  /** All events after the given one, or undefined when they are no longer remembered. */
  since(eventId: number): WatchEvent[] | undefined {
    const missed = this.lastEventId - eventId;
    if (missed < 0 || missed > this.log.length) return undefined;
    return missed === 0 ? [] : this.log.slice(-missed).flat();
  }

  attach(sink: Sink): void {
    this.sink = sink;
    this.detachedAt = undefined;
  }

  detach(sink: Sink, now: number): void {
    if (this.sink !== sink) return;
    this.sink = undefined;
    this.detachedAt = now;
  }

  isForgotten(before: number): boolean {
    return this.detachedAt !== undefined && this.detachedAt < before;
  }

  isOverfull(): boolean {
    return this.window.size > MAX_DOCUMENTS;
  }
}

function tooMany(): string {
  return `The watch holds more than ${MAX_DOCUMENTS} records.`;
}
