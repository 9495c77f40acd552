import { command, following, messages } from '../cloud/db';
import { byTime, type Direction, type Span } from '../domain/search-order';
import type { ConversationDocument, MessageDocument } from '../protocol/documents';
import type { Position } from './search-cursor';

/** A message without what it is found by. */
export type Kept = Omit<MessageDocument, 'terms'>;

/** Messages in the order of a search, some at a time. */
export interface Walk {
  /** The next ones, at most as many as may be looked at; fewer say nothing about whether there are more. */
  next(most: number): Promise<Kept[]>;
  readonly isAtEnd: boolean;
  /** Messages looked at so far. */
  readonly examined: number;
}

/** Which messages are walked: those of a time, in an order, after a place. */
export type Course = { span: Span; direction: Direction; after?: Position | undefined };

const FIELDS: (keyof Kept)[] = [
  '_id',
  'conversationId',
  'clientId',
  'seq',
  'from',
  'kind',
  'body',
  'sentAt',
  'recalledAt',
  'withheld',
];

/** Walks the messages that have a term, those of a conversation, or all, by one index. */
export class PlainWalk implements Walk {
  isAtEnd = false;
  examined = 0;
  private after: Position | undefined;

  constructor(
    private readonly base: Record<string, unknown>,
    private readonly course: Course,
  ) {
    this.after = course.after;
  }

  async next(most: number): Promise<Kept[]> {
    if (this.isAtEnd) return [];
    const found = await read(this.base, { ...this.course, after: this.after }, most);
    this.examined += found.length;
    this.isAtEnd = found.length < most;
    const last = found.at(-1);
    if (last) this.after = positionOf(last);
    return found;
  }
}

export const positionOf = ({ sentAt, _id: messageId }: Kept): Position => ({ sentAt, messageId });

/** The index is walked to the limit and every message on the way is answered: what was looked at can be counted. */
function read(base: Record<string, unknown>, course: Course, limit: number): Promise<Kept[]> {
  const direction = course.direction === 'newest' ? 'desc' : 'asc';
  const { from, to } = ahead(course);
  const within = { ...base, sentAt: command.gte(from).and(command.lte(to)) };
  const { after } = course;
  const filter = after ? command.and([within, following('sentAt', direction, after.sentAt, after.messageId)]) : within;
  return messages.find(filter, { sort: ['sentAt', direction], inOrder: true, limit, fields: FIELDS });
}

/** The times that lie ahead. */
function ahead({ span: { from, to }, direction, after }: Course): Span {
  if (!after) return { from, to };
  const { sentAt } = after;
  return direction === 'newest' ? { from, to: Math.min(to, sentAt) } : { from: Math.max(from, sentAt), to };
}

/** A conversation as far as a walk needs it. */
export type Stretch = Pick<ConversationDocument, '_id' | 'openedAt' | 'lastAt' | 'lastSeq'>;

/** Instances tell the time by clocks of their own. */
const SKEW_MS = 5 * 60_000;

/** Conversations that are begun at once, at most. */
const MOST_AT_ONCE = 16;

/** Messages read of a conversation at first, and at most. */
const FIRST_READ = 10;
const MOST_READ = 400;

type Stream = { walk: Walk; ahead: Kept[]; size: number };

/** Walks the messages of some conversations as one; a conversation is not read before its messages may be next. */
export class MergedWalk implements Walk {
  private readonly compare: ReturnType<typeof byTime>;
  private readonly waiting: Stretch[];
  private readonly streams: Stream[] = [];
  private width = 1;

  constructor(
    stretches: readonly Stretch[],
    private readonly course: Course,
  ) {
    this.compare = byTime(course.direction);
    this.waiting = stretches.filter((one) => isAhead(one, course)).sort(byBegin(course.direction));
  }

  get isAtEnd(): boolean {
    return this.waiting.length === 0 && this.streams.every(({ walk, ahead }) => walk.isAtEnd && ahead.length === 0);
  }

  get examined(): number {
    return this.streams.reduce((sum, { walk }) => sum + walk.examined, 0);
  }

  async next(most: number): Promise<Kept[]> {
    const limit = this.examined + most;
    const found: Kept[] = [];
    while (found.length < most && (await this.fill(limit - this.examined))) {
      if (this.begin()) continue;
      const message = this.nearest()?.ahead.shift();
      if (!message) break;
      found.push(message);
    }
    return found;
  }

  /** Reads on in the conversations of which nothing is at hand; false when there is no room for that. */
  private async fill(room: number): Promise<boolean> {
    const dry = this.streams.filter(({ walk, ahead }) => ahead.length === 0 && !walk.isAtEnd);
    const most = Math.floor(room / Math.max(1, dry.length));
    if (dry.length > 0 && most < 1) return false;
    await Promise.all(dry.map((stream) => readOn(stream, most)));
    return true;
  }

  /** Begins conversations among whose messages the next one may be; false when there is none. */
  private begin(): boolean {
    const head = this.nearest()?.ahead[0];
    const next = this.waiting.slice(0, this.width).filter((one) => mayBegin(one, head, this.course.direction));
    this.waiting.splice(0, next.length);
    for (const { _id: conversationId } of next) {
      this.streams.push({ walk: new PlainWalk({ conversationId }, this.course), ahead: [], size: FIRST_READ });
    }
    if (next.length > 0) this.width = Math.min(MOST_AT_ONCE, this.width * 2);
    return next.length > 0;
  }

  private nearest(): Stream | undefined {
    return this.streams.reduce<Stream | undefined>(
      (best, stream) => (this.isBefore(stream, best) ? stream : best),
      undefined,
    );
  }

  private isBefore({ ahead: [head] }: Stream, best: Stream | undefined): boolean {
    const [other] = best?.ahead ?? [];
    return head !== undefined && (!other || this.compare(head, other) < 0);
  }
}

async function readOn(stream: Stream, most: number): Promise<void> {
  stream.ahead = await stream.walk.next(Math.min(stream.size, most));
  stream.size = Math.min(MOST_READ, stream.size * 2);
}

/** Whether a conversation may have messages ahead. */
function isAhead({ openedAt, lastAt }: Stretch, course: Course): boolean {
  const { from, to } = ahead(course);
  return lastAt + SKEW_MS >= from && openedAt - SKEW_MS <= to;
}

const byBegin = (direction: Direction) => (a: Stretch, b: Stretch) =>
  direction === 'newest' ? b.lastAt - a.lastAt : a.openedAt - b.openedAt;

/** Whether a conversation may have a message before the nearest one at hand. */
function mayBegin({ openedAt, lastAt }: Stretch, head: Kept | undefined, direction: Direction): boolean {
  if (!head) return true;
  return direction === 'newest' ? lastAt + SKEW_MS >= head.sentAt : openedAt - SKEW_MS <= head.sentAt;
}
