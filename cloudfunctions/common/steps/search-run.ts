import type { Caller } from '../cloud/serve';
import { keptMessage } from '../domain/entries';
import { isAskedFor, isIn, isOfKind, type Subject } from '../domain/search-filters';
import { wordsOf } from '../domain/search-terms';
import { matcherOf, phrasesOf } from '../domain/search-text';
import type { Body, SystemBody, UnverifiableMessage } from '../protocol/documents';
import type { Position } from './search-cursor';
import type { Conditions, Plan } from './search-plan';
import { Subjects } from './search-subjects';
import { positionOf, type Kept, type Walk } from './search-walk';
import { openBody } from './stream';
import { visibleTo } from './visible';

/** A message that was looked for, opened; without `body` it cannot be verified. */
export type FoundMessage = { message: Kept; body?: Body | SystemBody; words: string; subject: Subject };

/** How far a search has come, and what it met there: what is looked for, or what may be, since nobody can verify what it says. */
export type Step = { at: Position; match?: FoundMessage; isUnverifiable?: true };

/** Documents one call may look at. What deciding on some candidates may take is kept back. */
export const MOST_EXAMINED = 2000;
const KEPT_BACK = 300;

/** A call begins with another part of its work only before this. */
const BUDGET_MS = 1_200;

/** Messages decided on at once. */
const CANDIDATES = 50;

/** Messages read at first, and at most, at once. */
const FIRST_READ = 40;
const MOST_READ = 500;

/** One call's part of a search: what it may still look at, and what is looked for. */
export class Run {
  /** Messages read. */
  read = 0;
  /** Messages met that cannot be verified, whether or not the caller may look into them. */
  readonly unverifiable: UnverifiableMessage[] = [];
  private hasDecided = false;
  private readonly subjects: Subjects;
  private readonly matches: (words: string) => boolean;
  private readonly takesUnverifiable: boolean;
  private readonly see: ReturnType<typeof visibleTo>;

  constructor(
    private readonly plan: Plan,
    private readonly conditions: Conditions,
    private readonly caller: Caller,
    isWithUnverifiable = false,
  ) {
    this.subjects = new Subjects(caller);
    this.matches = matcherOf(conditions);
    this.takesUnverifiable = isWithUnverifiable || phrasesOf(conditions).length === 0;
    this.see = visibleTo(caller);
  }

  /** Documents looked at. */
  get examined(): number {
    const { examined, meant } = this.plan;
    return this.read + examined + this.subjects.examined + (meant?.examined ?? 0);
  }

  /** Documents that may still be looked at. However late it is, some messages are decided on: so every call gets further. */
  get room(): number {
    const isLate = Date.now() - this.caller.now > BUDGET_MS;
    return isLate && this.hasDecided ? 0 : MOST_EXAMINED - KEPT_BACK - this.examined;
  }

  /** What is met in a few messages. */
  async decide(messages: readonly Kept[]): Promise<Step[]> {
    const candidates = messages.filter((one) => this.isCandidate(one)).flatMap((one) => this.opened(one));
    await this.subjects.load(candidates.map(({ message }) => message.conversationId));
    await this.plan.meant?.learn(
      candidates.flatMap(({ message }) => this.subjects.of(message.conversationId)?.customerId ?? []),
    );
    this.hasDecided = true;
    return candidates.flatMap((one) => this.judged(one)).map((one) => this.stepAt(one));
  }

  private isCandidate(message: Kept): boolean {
    const seen = this.see(keptMessage({ ...message, terms: [] }));
    return isOfKind(message, this.conditions) && isIn(message.conversationId, this.conditions) && seen.body !== '';
  }

  /** The message with its words, if they are what is looked for, or cannot be verified. */
  private opened(message: Kept): Omit<FoundMessage, 'subject'>[] {
    const body = openBody(message.conversationId, message._id, message.body);
    if (!body) return [this.doubted(message)];
    const words = wordsOf(body);
    const isNothing = 'event' in body && body.event === 'void';
    return isNothing || !this.matches(words) ? [] : [{ message, words, body }];
  }

  private doubted(message: Kept): Omit<FoundMessage, 'subject'> {
    this.unverifiable.push({ conversationId: message.conversationId, messageId: message._id });
    return { message, words: '' };
  }

  private stepAt(one: FoundMessage): Step {
    const at = positionOf(one.message);
    if (one.body) return { at, match: one };
    return { at, isUnverifiable: true, ...(this.takesUnverifiable && { match: one }) };
  }

  private judged(one: Omit<FoundMessage, 'subject'>): FoundMessage[] {
    const subject = this.subjects.of(one.message.conversationId);
    return subject && isAskedFor(subject, this.plan.asked) ? [{ ...one, subject }] : [];
  }
}

/** Goes through the messages of a walk, and reads more at a time the longer it is asked. */
export class Scan {
  private pending: Kept[] = [];
  private steps: Step[] = [];
  private size = FIRST_READ;

  constructor(
    private readonly run: Run,
    private readonly walk: Walk,
  ) {}

  get isOver(): boolean {
    return this.walk.isAtEnd && this.pending.length === 0 && this.steps.length === 0;
  }

  /** The next step; undefined when it is over, or the call may look at no more. */
  async next(): Promise<Step | undefined> {
    while (this.steps.length === 0) {
      if (this.isOver || this.run.room < 1) return undefined;
      if (this.pending.length === 0) await this.read();
      await this.decide(this.pending.splice(0, CANDIDATES));
    }
    return this.steps.shift();
  }

  private async read(): Promise<void> {
    const before = this.walk.examined;
    this.pending = await this.walk.next(Math.min(this.size, this.run.room));
    this.run.read += this.walk.examined - before;
    this.size = Math.min(MOST_READ, this.size * 3);
  }

  private async decide(messages: readonly Kept[]): Promise<void> {
    const last = messages.at(-1);
    if (!last) return;
    this.steps = [...(await this.run.decide(messages)), { at: positionOf(last) }];
  }
}
