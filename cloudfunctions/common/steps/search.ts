import type { Caller } from '../cloud/serve';
import { keptMessage } from '../domain/entries';
import { isAskedFor, isIn, isOfKind, type Subject } from '../domain/search-filters';
import type { Direction, Span } from '../domain/search-order';
import { wordsOf } from '../domain/search-terms';
import { matcherOf } from '../domain/search-text';
import type { Body, SystemBody } from '../protocol/documents';
import type { Found } from '../protocol/search';
import { openPlace, sealPlace, type Position } from './search-cursor';
import { planOf, type Conditions, type Plan } from './search-plan';
import { Subjects } from './search-subjects';
import { placeOf, type Course, type Kept } from './search-walk';
import { openBody } from './stream';
import { visibleTo } from './visible';

export type { Conditions };

/** A message that was looked for, opened. */
export type FoundMessage = { message: Kept; body?: Body | SystemBody; words: string; subject: Subject };

/** What one call has found, in order; without a cursor there is no more. */
export type FoundPage = { found: FoundMessage[] } & Pick<Found, 'cursor' | 'reachedAt' | 'examined'>;

export type Paging = { order: 'newest' | 'oldest' | 'conversation'; cursor?: string | undefined; limit: number };

/** Documents one call may look at. What deciding on some candidates may take is kept back. */
export const MOST_EXAMINED = 2000;
const KEPT_BACK = 250;

/** A call begins with another part of its work only before this. */
const BUDGET_MS = 1_200;

/** Messages read at first, and at most, at once. */
const FIRST_READ = 40;
const MOST_READ = 500;

/** Messages decided on at once. */
const CANDIDATES = 50;

/** The messages that fulfil the conditions and that the caller may see, as many as are wanted or as one call may look for. */
export async function findMessages(conditions: Conditions, paging: Paging, caller: Caller): Promise<FoundPage> {
  const name = JSON.stringify([caller.to, paging.order, conditions]);
  const place = openPlace(paging.cursor, name);
  const span = { from: conditions.from ?? 0, to: conditions.to ?? LAST_MOMENT };
  const course: Course = { span, direction: paging.order === 'oldest' ? 'oldest' : 'newest', after: place.at };
  const plan = await planOf(conditions, course);
  if (!plan) return { found: [], reachedAt: endOf(course, caller.now), examined: 0 };
  const run = new Run(plan, conditions, caller);
  const found = await run.find(paging.limit);
  const at = run.at ?? place.at;
  const isOver = run.isOver;
  return {
    found,
    ...(!isOver && { cursor: sealPlace({ ...place, ...(at && { at }) }, name) }),
    reachedAt: isOver || !at ? endOf(course, caller.now) : at.sentAt,
    examined: run.examined,
  };
}

const LAST_MOMENT = 8.64e15;

const endOf = ({ span, direction }: { span: Span; direction: Direction }, now: number): number =>
  direction === 'newest' ? span.from : Math.min(span.to, now);

/** One call's part of a search. */
class Run {
  /** The last message that was decided on. */
  at: Position | undefined;
  private pending: Kept[] = [];
  private readonly subjects: Subjects;
  private readonly matches: (words: string) => boolean;
  private readonly see: ReturnType<typeof visibleTo>;

  constructor(
    private readonly plan: Plan,
    private readonly conditions: Conditions,
    private readonly caller: Caller,
  ) {
    this.subjects = new Subjects(caller);
    this.matches = matcherOf(conditions);
    this.see = visibleTo(caller);
  }

  get isOver(): boolean {
    return this.plan.walk.isAtEnd && this.pending.length === 0;
  }

  get examined(): number {
    return this.plan.examined + this.plan.walk.examined + this.subjects.examined;
  }

  private get room(): number {
    const isLate = Date.now() - this.caller.now > BUDGET_MS;
    return isLate ? 0 : MOST_EXAMINED - KEPT_BACK - this.examined;
  }

  /** Reads more at a time the longer it finds too few. */
  async find(limit: number): Promise<FoundMessage[]> {
    const found: FoundMessage[] = [];
    for (let size = FIRST_READ; found.length < limit && !this.isOver; size = Math.min(MOST_READ, size * 3)) {
      const most = Math.min(size, this.room);
      if (most < 1) break;
      this.pending = await this.plan.walk.next(most);
      await this.pick(found, limit);
    }
    return found;
  }

  /** Decides on the pending messages in order, until enough are found. */
  private async pick(found: FoundMessage[], limit: number): Promise<void> {
    while (this.pending.length > 0 && found.length < limit && (found.length === 0 || this.room > 0)) {
      const slice = this.pending.slice(0, CANDIDATES);
      const candidates = slice
        .filter((message) => this.isCandidate(message))
        .flatMap((message) => this.opened(message));
      await this.subjects.load(candidates.map(({ message }) => message.conversationId));
      found.push(...candidates.flatMap((one) => this.judged(one)).slice(0, limit - found.length));
      const last = found.length === limit ? found.at(-1)?.message : slice.at(-1);
      this.pending.splice(0, slice.findIndex((message) => message === last) + 1);
      this.at = placeOf(last);
    }
  }

  private isCandidate(message: Kept): boolean {
    const { conversationId } = this.conditions;
    const seen = this.see(keptMessage({ ...message, terms: [] }));
    return isOfKind(message, this.conditions) && isIn(message.conversationId, conversationId) && seen.body !== '';
  }

  /** The message with its words, if they are what is looked for. */
  private opened(message: Kept): Omit<FoundMessage, 'subject'>[] {
    const body = openBody(message.conversationId, message._id, message.body);
    const words = body ? wordsOf(body) : '';
    const isNothing = body && 'event' in body && body.event === 'void';
    return isNothing || !this.matches(words) ? [] : [{ message, words, ...(body && { body }) }];
  }

  private judged(one: Omit<FoundMessage, 'subject'>): FoundMessage[] {
    const subject = this.subjects.of(one.message.conversationId);
    return subject && isAskedFor(subject, this.plan.asked) ? [{ ...one, subject }] : [];
  }
}
