import { encrypt } from '../../../../cloudfunctions/common/cloud/cipher';
import type { ConversationSummary } from '../../../../cloudfunctions/common/protocol/conversation';
import type {
  Body,
  ConversationState,
  ConversationStatus,
  FeedDocument,
  Kind,
  Mark,
  Message,
  Person,
  Presence,
  StreamKey,
  SystemBody,
} from '../../../../cloudfunctions/common/protocol/documents';
import { filesOf } from '../../../../cloudfunctions/common/protocol/bodies';
import { RECALL_MS } from '../../../../cloudfunctions/common/protocol/limits';
import { AppError, errorCodes, type ErrorCode, type Reply } from '../../../../cloudfunctions/common/protocol/errors';
import { keys } from '../../../vectors/cipher.json';

export const streamKeys: StreamKey[] = keys;

export const customer: Person = { to: 'openid-1', role: 'customer', id: 'customer-1' };
export const agent: Person = { to: 'openid-2', role: 'agent', id: 'agent-1', name: '小林' };

type Conversation = {
  status: ConversationStatus;
  messages: Message[];
  reads: Record<string, number>;
  previousId?: string;
  mark?: Mark;
};
type Params = Record<string, unknown>;

/** `isTold: false` loses the feed documents. */
type Saying = { clientId?: string; isTold?: boolean; kind?: Kind; replyTo?: string; isMention?: true };

/** The parameters of all actions together. */
type Asked = {
  conversationId: string;
  clientId: string;
  messageId: string;
  kind: Kind;
  body: Body;
  replyTo?: string;
  text?: string;
  messageIds: string[];
  marks: { conversationId: string; seq: number }[];
  here: boolean;
  pinned?: boolean;
  muted?: boolean;
  unread?: boolean;
  seq: number;
  after: number;
  before?: number;
  limit: number;
  status: Presence;
};

/** What the cloud functions promise, kept in memory: one conversation list, one order a conversation, one feed a reader. */
export class CloudModel {
  readonly conversations = new Map<string, Conversation>();
  readonly feed: FeedDocument[] = [];
  /** How often each file was uploaded. */
  readonly files = new Map<string, number>();
  readonly calls: { name: string; action: string; params: Params; by: string }[] = [];
  /** What seals; the others only open. */
  keys: readonly StreamKey[] = streamKeys;
  presence: Presence = 'offline';
  /** Links end so long after they were made. */
  linkMs = 3_600_000;
  /** Agents see what customers type. */
  typingPreview = false;
  /** Who has the conversations, as the list tells. */
  agent: { id: string; name: string } | undefined;
  private readonly listeners = new Set<(document: FeedDocument) => void>();
  /** The server's clock is ahead of this one. */
  clockMs = 5_000;
  private lastAt = 0;

  constructor(...conversationIds: string[]) {
    for (const id of conversationIds) this.conversations.set(id, { status: 'active', messages: [], reads: {} });
  }

  /** Answers like a function; `data` is what the phone sent. */
  answer(person: Person, name: string, { action, ...params }: Params & { action: string }): Reply<unknown> {
    this.calls.push({ name, action, params, by: person.id });
    try {
      return { ok: true, data: this.act(person, `${name}.${action}`, params) };
    } catch (error) {
      return refusal(error instanceof AppError ? error.code : 'INTERNAL');
    }
  }

  callsOf(action: string): Params[] {
    return this.calls.filter((call) => `${call.name}.${call.action}` === action).map(({ params }) => params);
  }

  texts(conversationId: string): string[] {
    return this.conversation(conversationId).messages.map(({ clientId }) => clientId);
  }

  /** Saves a message and tells both sides. */
  say(
    conversationId: string,
    from: Person,
    body: Body | SystemBody,
    { clientId = '', isTold = true, kind = 'text', replyTo = '', isMention }: Saying = {},
  ): Message {
    const { messages } = this.conversation(conversationId);
    const seq = messages.length + 1;
    const messageId = `${conversationId}-${seq}`;
    const isSystem = 'event' in body;
    const message: Message = {
      messageId,
      conversationId,
      clientId: clientId || messageId,
      seq,
      from: isSystem ? { role: 'system', id: 'system' } : { role: from.role, id: from.id },
      kind: isSystem ? 'system' : kind,
      body: encrypt([...this.keys], JSON.stringify(body), messageId),
      sentAt: this.time(),
    };
    const answered = messages.find((each) => each.messageId === replyTo);
    if (answered) message.replyTo = { messageId: replyTo, seq: answered.seq };
    messages.push(message);
    if (isTold)
      this.tellAll({ _id: messageId, conversationId, type: 'message', message, ...(isMention && { isMention }) });
    return message;
  }

  setStatus(conversationId: string, status: ConversationStatus): void {
    this.setState(conversationId, { status });
  }

  /** Tells both sides how the conversation stands now. */
  setState(conversationId: string, state: ConversationState): void {
    const conversation = this.conversation(conversationId);
    conversation.status = state.status;
    const seq = conversation.messages.length;
    this.tellAll({ _id: `state:${conversationId}:${this.time()}`, conversationId, type: 'state', state, seq });
  }

  read(conversationId: string, { to, role, id }: Person, seq: number): null {
    const { reads } = this.conversation(conversationId);
    reads[to] = Math.max(reads[to] ?? 0, seq);
    this.tellAll({ _id: `read:${conversationId}:${id}`, conversationId, type: 'read', reader: { role, id }, seq });
    return null;
  }

  typing(conversationId: string, { to: writer, role, id }: Person, text?: string): null {
    const document = {
      _id: `typing:${conversationId}:${id}`,
      conversationId,
      type: 'typing',
      reader: { role, id },
    } as const;
    for (const reader of [customer, agent].filter(({ to }) => to !== writer)) {
      const isShown = this.typingPreview && reader.role === 'agent' && text !== undefined;
      const preview = isShown && encrypt(streamKeys, text, `${document._id}:${reader.to}`);
      this.tell([reader], { ...document, ...(preview && { preview }) });
    }
    return null;
  }

  here({ to: who, role, id }: Person, isHere: boolean): null {
    for (const conversationId of this.conversations.keys()) {
      const document = { _id: `here:${conversationId}:${id}`, conversationId, type: 'here', isHere } as const;
      const others = [customer, agent].filter(({ to }) => to !== who);
      this.tell(others, { ...document, reader: { role, id } });
    }
    return null;
  }

  delivered({ to: who, role, id }: Person, marks: Asked['marks']): null {
    for (const { conversationId, seq } of marks) {
      const document = { _id: `delivered:${conversationId}:${id}`, conversationId, type: 'delivered', seq } as const;
      const others = [customer, agent].filter(({ to }) => to !== who);
      this.tell(others, { ...document, reader: { role, id } });
    }
    return null;
  }

  private mark(person: Person, { conversationId, pinned, muted, unread }: Asked): null {
    const conversation = this.conversation(conversationId);
    const given = Object.entries({ pinned, muted, unread }).filter(([, value]) => value !== undefined);
    conversation.mark = { ...conversation.mark, ...Object.fromEntries(given) };
    const mark = conversation.mark;
    this.tell([person], { _id: `mark:${conversationId}`, conversationId, type: 'mark', mark });
    return null;
  }

  private links({ conversationId, messageIds }: Asked) {
    const messages = this.conversation(conversationId).messages.filter(({ messageId }) =>
      messageIds.includes(messageId),
    );
    const shown = messages.filter(({ withheld, recalledAt }) => !withheld && recalledAt === undefined);
    const until = this.time() + this.linkMs;
    return shown.map(({ messageId, kind }) => ({
      messageId,
      url: `https://files/${messageId}?${until}`,
      ...(kind === 'image' && { original: `https://files/original/${messageId}?${until}` }),
      until,
    }));
  }

  onFeed(listener: (document: FeedDocument) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** How many watches of the feed are open. */
  watchers(): number {
    return this.listeners.size;
  }

  feedOf(to: string, after: number): FeedDocument[] {
    return this.feed.filter((document) => document.to === to && document.at.getTime() > after);
  }

  private act(person: Person, action: string, params: Params): unknown {
    const asked = params as unknown as Asked;
    const { conversationId, seq, after, messageId, status, before, limit } = asked;
    switch (action) {
      case 'message.send':
        return this.send(person, asked);
      case 'message.history':
        return { messages: this.history(conversationId, { after, limit, ...(before !== undefined && { before }) }) };
      case 'message.read':
        return this.read(conversationId, person, seq);
      case 'message.recall':
        return this.recall(conversationId, person, messageId);
      case 'message.typing':
        return this.typing(conversationId, person, asked.text);
      case 'message.links':
        return { links: this.links(asked) };
      case 'message.delivered':
        return this.delivered(person, asked.marks);
      case 'conversation.here':
        return this.here(person, asked.here);
      case 'conversation.mark':
        return this.mark(person, asked);
      case 'message.audited':
        return null;
      case 'message.sync':
        return this.sync(person, after);
      case 'conversation.close':
        this.setStatus(conversationId, 'closed');
        return null;
      case 'conversation.choose':
      case 'conversation.reopen':
        this.setState(conversationId, { status: 'active', agent: { id: agent.id, name: agent.name ?? '' } });
        return null;
      case 'message.unverifiable':
        return null;
      case 'conversation.keys':
        return this.keys;
      case 'conversation.open':
        return this.open();
      case 'conversation.list':
        return { conversations: this.list(person, conversationId, params['status'] === 'closed') };
      case 'assignment.status':
        this.presence = status;
        return { presence: status, leaseUntil: this.time() + 120_000 };
      default:
        throw new AppError('UNKNOWN_ACTION');
    }
  }

  private send(from: Person, { conversationId, clientId, kind, body, replyTo = '' }: Asked) {
    const { messages, status } = this.conversation(conversationId);
    const known = messages.find((message) => message.clientId === clientId && message.from.id === from.id);
    if (!known && status === 'closed') throw new AppError('CONVERSATION_CLOSED');
    if (!filesOf(body).every((file) => this.isFileOf(conversationId, file))) throw new AppError('INVALID_INPUT');
    const { messageId, seq, sentAt } = known ?? this.say(conversationId, from, body, { clientId, kind, replyTo });
    return { messageId, seq, sentAt };
  }

  /** The customer's open conversation, a new one when there is none. */
  open() {
    const open = [...this.conversations].find(([, { status }]) => status !== 'closed');
    const [previousId] = [...this.conversations.keys()].slice(-1);
    const conversationId = open?.[0] ?? `${previousId}-next`;
    const { status, ...rest } = open?.[1] ?? {
      status: 'active',
      messages: [],
      reads: {},
      ...(previousId && { previousId }),
    };
    if (!open) this.conversations.set(conversationId, { status, ...rest });
    return { conversationId, status, keys: this.keys, ...(rest.previousId && { previousId: rest.previousId }) };
  }

  putFile(cloudPath: string): string {
    this.files.set(cloudPath, (this.files.get(cloudPath) ?? 0) + 1);
    return `cloud://local/${cloudPath}`;
  }

  private isFileOf(conversationId: string, fileId: string): boolean {
    const path = fileId.slice('cloud://local/'.length);
    return path.startsWith(`kefu/${conversationId}/`) && this.files.has(path);
  }

  /** The message loses its body, in the history as in the feed. */
  recall(conversationId: string, { to, role, id }: Person, messageId: string): null {
    const { messages, status } = this.conversation(conversationId);
    const message = messages.find((each) => each.messageId === messageId && each.from.id === id);
    if (!message) throw new AppError('FORBIDDEN');
    if (message.recalledAt !== undefined) return null;
    if (this.time() - message.sentAt > RECALL_MS) throw new AppError('TOO_LATE');
    if (status === 'closed') throw new AppError('CONVERSATION_CLOSED');
    Object.assign(message, { body: '', recalledAt: this.time() });
    this.tellAll({ _id: messageId, conversationId, type: 'message', message });
    this.say(conversationId, { to, role, id }, { event: 'recalled', messageId, by: role });
    return null;
  }

  private history(conversationId: string, range: { after?: number; before?: number; limit: number }): Message[] {
    const { messages } = this.conversation(conversationId);
    const { after, before = messages.length + 1, limit } = range;
    if (after !== undefined) return messages.slice(after, after + limit);
    return messages.slice(Math.max(0, before - 1 - limit), before - 1);
  }

  private sync(person: Person, after: number) {
    const documents = this.feedOf(person.to, after).slice(0, 100);
    const last = documents[documents.length - 1]?.at.getTime() ?? after;
    const cursor = documents.length < 100 ? last : Math.max(after, last - 1);
    return { documents: documents.map((document) => ({ ...document, at: document.at.getTime() })), cursor };
  }

  private list(person: Person, conversationId?: string, isClosed = false): ConversationSummary[] {
    if (conversationId) return [this.summary(person, conversationId)];
    const listed = [...this.conversations].filter(([, { status }]) => (status === 'closed') === isClosed);
    return listed.map(([id]) => this.summary(person, id));
  }

  private summary({ to, id }: Person, conversationId: string): ConversationSummary {
    const { status, messages, reads, previousId, mark } = this.conversation(conversationId);
    const readSeq = reads[to] ?? 0;
    const last = messages[messages.length - 1];
    const unread = messages.filter(
      ({ seq, from, kind }) => seq > readSeq && from.id !== id && kind !== 'system',
    ).length;
    const otherReadSeq = Math.max(0, ...Object.keys(reads).map((reader) => (reader === to ? 0 : (reads[reader] ?? 0))));
    return {
      conversationId,
      status,
      customer: { id: customer.id, name: '王小姐' },
      openedAt: 1,
      lastAt: last?.sentAt ?? 1,
      lastSeq: messages.length,
      readSeq,
      unread,
      otherReadSeq,
      keys: [...this.keys],
      ...(last && { last }),
      ...(previousId && { previousId }),
      ...(mark && { mark }),
      ...(this.agent && { agent: this.agent }),
    };
  }

  private conversation(id: string): Conversation {
    const found = this.conversations.get(id);
    if (!found) throw new AppError('FORBIDDEN');
    return found;
  }

  private tellAll(document: Told): void {
    this.tell([customer, agent], document);
  }

  private tell(readers: readonly Person[], document: Told): void {
    for (const { to } of readers) {
      const told: FeedDocument = { ...document, _id: `${document._id}:${to}`, to, at: new Date(this.time()) };
      this.push(told);
    }
  }

  /** Puts a document into a feed. */
  push(told: FeedDocument): void {
    this.feed.splice(0, this.feed.length, ...this.feed.filter(({ _id }) => _id !== told._id), told);
    for (const listener of this.listeners) listener(told);
  }

  /** The server's clock: goes its own way, and never stands still. */
  private time(): number {
    this.lastAt = Math.max(Date.now() + this.clockMs, this.lastAt + 1);
    return this.lastAt;
  }
}

type Told = DistributiveOmit<FeedDocument, 'to' | 'at'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export const refusal = (code: ErrorCode): Reply<never> => ({
  ok: false,
  code,
  message: code,
  retryable: errorCodes[code].retryable,
});
