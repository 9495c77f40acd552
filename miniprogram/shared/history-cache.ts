import { parseCipher } from '../../cloudfunctions/common/protocol/cipher';
import type { Message } from '../../cloudfunctions/common/protocol/documents';
import { forget, forgetUnder, store, stored } from './storage';

/** Messages kept of one conversation: the newest. */
const MESSAGES = 40;
const CONVERSATIONS = 30;

/** Characters kept of one conversation, and of all together. */
const CONVERSATION_SIZE = 100_000;
const WHOLE_SIZE = 1_500_000;

/** What comes together is written together. */
const GATHER_MS = 2_000;

type Index = { [conversationId: string]: { at: number; size: number } };

const prefixOf = (account: string): string => `history/${account}/`;

/**
 * The newest messages of the conversations that an account opened last, sealed as the cloud gave them, so that a chat shows them at
 * once. Whatever in it is not as it should be counts as nothing.
 */
export class HistoryCache {
  private readonly tails = new Map<string, Message[]>();
  private readonly changed = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly account: string) {}

  /** In order, without a hole. */
  read(conversationId: string): readonly Message[] {
    const tail = this.tails.get(conversationId) ?? this.load(conversationId);
    this.tails.set(conversationId, tail);
    return tail;
  }

  take(conversationId: string, messages: readonly Message[]): void {
    const bySeq = new Map(this.read(conversationId).map((message) => [message.seq, message]));
    for (const message of messages) bySeq.set(message.seq, message);
    this.tails.set(conversationId, tailOf([...bySeq.values()].sort((a, b) => a.seq - b.seq)));
    this.changed.add(conversationId);
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Writes what is not written yet. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const conversationId of this.changed) this.write(conversationId);
    this.changed.clear();
  }

  private load(conversationId: string): Message[] {
    const found = stored(this.nameOf(conversationId));
    if (found === undefined) return [];
    if (isTail(found, conversationId)) return found;
    forget(this.nameOf(conversationId));
    return [];
  }

  /** A phone without room keeps nothing. */
  private write(conversationId: string): void {
    const tail = fitting(this.tails.get(conversationId) ?? []);
    try {
      const index = this.index();
      store(this.nameOf(conversationId), tail);
      this.writeIndex({ ...index, [conversationId]: { at: Date.now(), size: JSON.stringify(tail).length } });
    } catch {
      forgetHistory(this.account);
    }
  }

  private writeIndex(index: Index): void {
    const oldest = Object.keys(index).sort((a, b) => (index[a]?.at ?? 0) - (index[b]?.at ?? 0));
    const isFull = () => oldest.length > CONVERSATIONS || sizeOf(oldest.map((id) => index[id]?.size)) > WHOLE_SIZE;
    const gone: string[] = [];
    while (isFull()) gone.push(...oldest.splice(0, 1));
    for (const id of gone) forget(this.nameOf(id));
    store(`${prefixOf(this.account)}index`, Object.fromEntries(oldest.map((id) => [id, index[id]])));
  }

  private index(): Index {
    const index = stored(`${prefixOf(this.account)}index`) ?? {};
    const isWhole = Object.values(index).every((each) => isNumber(each, 'at') && isNumber(each, 'size'));
    if (isWhole) return index as Index;
    forgetHistory(this.account);
    return {};
  }

  private nameOf(conversationId: string): string {
    return `${prefixOf(this.account)}of/${conversationId}`;
  }
}

export const forgetHistory = (account: string): void => forgetUnder(prefixOf(account));

/** The last messages without a hole; a message that is still being judged, and what lies before it, is left out. */
function tailOf(messages: readonly Message[]): Message[] {
  let start = messages.length;
  for (let last = messages[start - 1]; last && isSettled(last); last = messages[start - 1]) {
    const next = messages[start];
    if (next && next.seq !== last.seq + 1) break;
    start -= 1;
  }
  return messages.slice(Math.max(start, messages.length - MESSAGES));
}

function fitting(messages: readonly Message[]): Message[] {
  let start = 0;
  while (JSON.stringify(messages.slice(start)).length > CONVERSATION_SIZE) start += 1;
  return messages.slice(start);
}

const isSettled = ({ withheld, body }: Message): boolean => withheld !== 'checking' && isSealed(body);

const isSealed = (body: string): boolean => body === '' || parseCipher(body) !== undefined;

const sizeOf = (sizes: readonly (number | undefined)[]): number =>
  sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);

const isNumber = (value: unknown, field: string): boolean =>
  typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[field] === 'number';

const isTail = (value: object, conversationId: string): value is Message[] =>
  Array.isArray(value) &&
  value.every((each, index) => isMessage(each, conversationId) && follows(each, value[index - 1]));

const follows = (message: Message, before: unknown): boolean =>
  before === undefined || message.seq === (before as Message).seq + 1;

function isMessage(value: unknown, conversationId: string): value is Message {
  const message = (value ?? {}) as Partial<Record<keyof Message, unknown>>;
  const { messageId, clientId, seq, from, body, sentAt } = message;
  const isWhole = typeof messageId === 'string' && typeof clientId === 'string' && Number.isInteger(seq);
  const isFrom = typeof from === 'object' && from !== null && 'role' in from;
  const isTold = typeof body === 'string' && isSealed(body) && typeof sentAt === 'number';
  return isWhole && isFrom && isTold && message.conversationId === conversationId;
}
