import type { Decision } from './assignment-rules';
import type { BodyOf, SentKind } from './bodies';
import type { ErrorCode } from './errors';
import type { Period } from './settings';

/** What a person may be to the system. A caller who is not staff is a customer. */
export type Role = 'customer' | 'agent' | 'lead' | 'admin' | 'analyst';

/** bot → queued → active ⇄ onhold → closed. `staff` marks the notes of a conversation, a stream of their own. */
export type ConversationStatus = 'bot' | 'queued' | 'active' | 'onhold' | 'closed' | 'staff';

export type Presence = 'online' | 'busy' | 'offline';

/** How an agent stands by what they said and by when they were last heard of: reachable is in the background, but can be alerted. */
export type Standby = Presence | 'reachable' | 'away';

/** Where the customer came from. */
export type Source = { page?: string | undefined; productId?: string | undefined; productName?: string | undefined };

/** Somebody in a conversation. `to` is the address of their feed. Customers' names are not kept here: they are encrypted. */
export type Person = { to: string; role: 'customer' | 'agent'; id: string; name?: string };

/** Who said it, as the phones show it. */
export type Author = { role: 'customer' | 'agent' | 'system'; id: string; name?: string };

export type Kind = SentKind | 'system';

/** What a `kind` says, before encryption. */
export type Body = BodyOf<SentKind>;

/** What a system message says, before encryption. */
export type SystemBody =
  | { event: 'assigned'; agentName: string }
  | { event: 'transferred'; agentName: string }
  | { event: 'takenOver'; agentName: string }
  | { event: 'requeued'; reason?: RequeueReason }
  | { event: 'skill'; name: string }
  | { event: 'held' }
  | { event: 'resumed' }
  | { event: 'idle'; closesInMinutes: number }
  | { event: 'reopened'; by: 'customer' | 'agent' }
  | { event: 'offered'; agentName: string }
  | { event: 'declined'; agentName: string }
  | { event: 'joined'; agentName: string }
  | { event: 'left'; agentName: string }
  | { event: 'closed'; by: 'customer' | 'agent' | 'system' }
  | { event: 'recalled'; messageId: string; by: 'customer' | 'agent' }
  | { event: 'released'; messageId: string }
  | { event: 'rated'; score: number }
  | { event: 'void' };

/** Why a conversation went back to the queue. */
export type RequeueReason = 'unanswered' | 'absent' | 'transfer' | 'deactivated' | 'hold';

/** A transfer that waits for the other agent's answer; until then the conversation stays with who offered it. */
export type Offer = {
  id: string;
  to: Party;
  by: Party;
  at: number;
  until: number;
  /** What the sender wrote to it, among the notes. */
  noteId?: string;
};

/** A member of the staff, by name and by the address of their feed. */
export type Party = { id: string; name: string; to: string };

/** The message another one answers. */
export type Reply = { messageId: string; seq: number };

/** Why only its author sees a message: found risky, not judged yet, or nobody could judge it. */
export type Withheld = 'risky' | 'checking' | 'unchecked';

/** A message as everybody stores and sees it; `body` is a cipher string bound to `messageId`, empty for those from whom it was taken back. */
export type Message = {
  messageId: string;
  conversationId: string;
  clientId: string;
  seq: number;
  from: Author;
  kind: Kind;
  body: string;
  sentAt: number;
  replyTo?: Reply;
  recalledAt?: number;
  /** `body` is empty for everybody but the author and those who look after everything. */
  withheld?: Withheld;
  /** Numbers in `body` are hidden from this reader. */
  isMasked?: true;
};

/** A saved message inside its conversation; its seq follows from its place, the last one has `lastSeq`. */
export type Entry = {
  _id: string;
  clientId: string;
  by: string;
  kind: Kind;
  body: string;
  sentAt: number;
  replyTo?: Reply;
  /** Content that has to be judged before others see it: the verdict stands in `messages`. */
  judged?: true;
  /** Addresses of those whom a note calls. */
  mentions?: string[];
};

export type ConversationDocument = {
  _id: string;
  status: ConversationStatus;
  customerId: string;
  /** Cipher string bound to the conversation's id. */
  customerName: string;
  agentId?: string;
  skill?: string;
  /** Grows with every step that lets the conversation wait or gives it an owner: a place at an agent belongs to one turn. */
  turn: number;
  /** What told the skill. */
  skillBy?: 'page' | 'choice' | 'words' | 'transfer';
  priority?: number;
  /** Whom the customer had the time before. */
  lastAgentId?: string;
  decision?: Decision;
  source?: Source;
  /** Addresses of those who take part now; `people` keeps everybody who ever did. */
  readers: string[];
  people: Person[];
  /** Addresses of readers who look on unseen: they say nothing here, and nobody is told of them. */
  watchers?: string[];
  /** Addresses of those who are no readers any more and still have to learn of it. */
  leaving?: string[];
  offer?: Offer;
  /** It was transferred to a skill in this turn, and goes back if nobody takes it up in time. */
  passedOn?: { by: Party; skill?: string; turn: number; until: number };
  /** Agents who let it lie: they come last. */
  missedBy?: string[];
  lastSeq: number;
  recent: Entry[];
  /** Every entry up to this seq is known to be in `messages` and told to all readers. */
  keptSeq: number;
  /** Read watermark by address. */
  reads: Record<string, number>;
  /** How far the phones of each address have received messages, beyond what was read. */
  delivered?: Record<string, number>;
  /** Who has the app open, by address, and since when; a time of leaving is negative. */
  here?: Record<string, number>;
  /** How each address wants the conversation to stand in its list. */
  marks?: Record<string, Mark>;
  /** The last seq each address was alerted of while away: the next alert waits until it has read that. */
  alerted?: Record<string, number>;
  /** Cipher string of a file, bound to the conversation's id. */
  customerAvatar?: string;
  /** Messages whose files are being judged. */
  checking?: { messageId: string; sentAt: number }[];
  /** The same customer's conversation before this one. */
  previousId?: string;
  openedAt: number;
  queuedAt: number;
  /** The order of the queue: earlier than `queuedAt` for those who are served sooner. */
  queueAt: number;
  /** The place in the queue the customer was last told, and whether that it takes long. */
  toldPosition?: number;
  isToldLong?: boolean;
  assignedAt?: number;
  /** Since when the customer waits for an answer, and when they last got one; kept by the sweep. */
  waitingSince?: number;
  answeredAt?: number;
  /** How far those responsible were told that the customer waits since then. */
  chased?: { since: number; stage: 'reminded' | 'lead' };
  /** When the customer was asked whether they are still there. */
  idleAt?: number;
  /** When the owner wants to come back to it. */
  remindAt?: number;
  /** The `remindAt` that the owner was last reminded of. */
  remindedAt?: number;
  tags?: string[];
  closedAt?: number;
  closedBy?: 'customer' | 'agent' | 'system';
  /** Cipher string bound to the conversation's id. */
  closedReason?: string;
  /** The customer left the queue before anybody came. */
  isAbandoned?: true;
  rating?: Rating;
  /** Pages the customer looked at before: a cipher string of a list, bound to the conversation's id. */
  visits?: string;
  /** Products shown in cards, the latest last: cipher strings bound to the conversation's id. */
  shown?: string[];
  /** A newer conversation has been named: this one cannot be reopened. */
  isSealed?: true;
  reopenedAt?: number;
  /** Its messages lie in `archive`. */
  archivedAt?: number;
  /** Since when its messages, notes and files are being deleted on purpose, and since when nothing of them and of whose it was is left. */
  erasingSince?: number;
  erasedAt?: number;
  /** What has a seq up to this was archived or deleted on purpose: it is missing nowhere, and nobody brings it back. */
  putAwaySeq?: number;
  /** The files of what has a seq up to this were deleted on purpose. */
  filesGoneSeq?: number;
  hold?: Hold;
  lastAt: number;
  /** When the sweep has to look at it next. */
  checkAt: number;
};

/** Why a record must not be archived or deleted; `reason` is a cipher string bound to `<id>:hold`. */
export type Hold = { by: string; at: number; reason: string };

/** What the customer thought of it; `comment` and `answers` (of a list) are cipher strings bound to the conversation's id. */
export type Rating = {
  score: number;
  at: number;
  /** It can be changed for a day from then on. */
  firstAt: number;
  times: number;
  comment?: string;
  answers?: string;
};

/** What became of one file that was given to the platform to judge; `_id` is the platform's trace id. */
export type CheckDocument = {
  _id: string;
  conversationId: string;
  messageId: string;
  askedAt: number;
  verdict?: FileVerdict;
};

/** `review`: somebody should look at it. `failed`: it could not be judged. */
export type FileVerdict = 'pass' | 'risky' | 'review' | 'failed';

/** How one reader wants a conversation to stand in their list. */
export type Mark = { pinned?: boolean; muted?: boolean; unread?: boolean };

export type MessageDocument = Omit<Message, 'messageId'> & { _id: string; terms: number[] };

export type AgentDocument = {
  _id: string;
  to: string;
  name: string;
  role: Exclude<Role, 'customer'>;
  skills: string[];
  capacity: number;
  holding: string[];
  /** For which turn of each conversation the place is held, and since when. */
  places?: Record<string, { turn: number; at: number }>;
  presence: Presence;
  leaseUntil: number;
  lastAssignedAt: number;
  /** When a place last became free; without it, when one was last taken. */
  idleSince?: number;
  /** Twice the weight, twice the conversations; 1 unless told. */
  weight?: number;
  /** Has credit for an alert; kept with the credits. */
  canBeAlerted?: boolean;
  /** Has left the team, and is still being taken out of what they were in. */
  deactivatedAt?: number;
  isLeaving?: true;
  shift?: Shift;
  /** Where they are by the last document of `duty`. */
  noted?: Standby;
};

/** Since when an agent is where, with what they could do there: one document for each change. */
export type DutyDocument = {
  _id: string;
  agentId: string;
  at: number;
  presence: Standby;
  capacity: number;
  skills: string[];
};

/** Permission for one person to join the team; `_id` is all that is kept of its code. */
export type InviteDocument = Pick<AgentDocument, 'role' | 'skills' | 'capacity'> & {
  _id: string;
  /** The member who has made it. */
  by: string;
  createdAt: number;
  expiresAt: number;
  /** The address of whoever has joined by it. */
  usedBy?: string;
  usedAt?: number;
};

/** How often an address (its id) has tried an invite code since a time. */
export type InviteTriesDocument = { _id: string; since: number; count: number };

/** When somebody works and when they are on call, from Sunday on, in the business's time. */
export type Shift = { week: Period[][]; onCall: Period[][] };

/** `name` and `avatar` (a file) are cipher strings bound to the customer's id. `openId` is the conversation the customer is in or was in last. */
export type CustomerDocument = {
  _id: string;
  name: string;
  avatar?: string;
  openId: string | null;
  /** The conversation before that, and whose the last one was. */
  previousId?: string;
  lastAgentId?: string;
  createdAt: number;
  consent?: { version: number; at: number };
  blockedAt?: number;
  /** Such as VIP; what they are worth in the queue stands in the rules. */
  tags?: string[];
  /** What staff write down; cipher strings bound to the customer's id. */
  remark?: string;
  phone?: string;
  /** Grows with every edit; what was written last in each field, by whom, and in which version. */
  version?: number;
  written?: Partial<Record<FileField, Writing>>;
  /** What was overwritten unseen, the latest last, so that nothing is lost. */
  overwritten?: Overwritten[];
  /** The last edits, so that none is made twice. */
  edits?: string[];
  /** Blind terms of what the customer is found by. */
  terms?: number[];
  /** Which consent they have taken back, and when. */
  withdrawn?: { version: number; at: number };
  hold?: Hold;
  /** Everything about them is to be deleted from `dueAt` on, unless it is withdrawn before. */
  erasure?: Erasure;
  /** The random id that stands for them in what was deleted. */
  successor?: string;
};

/** `by`: the customer or a member of the staff; the reason is a cipher string bound to `<id>:erasure`. */
export type Erasure = {
  jobId: string;
  by: string;
  askedAt: number;
  dueAt: number;
  reason?: string;
  /** From then on nobody can call it off. */
  begunAt?: number;
};

/** What several members of the staff may write in a customer's file. */
export type FileField = 'remark' | 'phone';

/** Who wrote a field, and in which version of the file. */
export type Writing = { version: number; by: Author; at: number };

/** What stood in a field when somebody wrote it who had not seen that; `value` is a cipher string bound to the customer's id. */
export type Overwritten = Writing & { field: FileField; value: string; edit: string };

/** What staff note down about a customer; `text` is a cipher string bound to `_id` in the customer's keys. What was removed has none. */
export type CustomerNoteDocument = {
  _id: string;
  customerId: string;
  by: Author;
  at: number;
  text?: string;
  removedAt?: number;
};

/** How many subscribe messages of one template may be sent to one address. The last taps are kept, so that none counts twice. */
export type CreditDocument = {
  _id: string;
  to: string;
  templateId: string;
  /** The mini-program that was allowed to send. */
  appid: string;
  left: number;
  taps: string[];
  refusedAt?: number;
};

/** `owner` is the team or an agent's id. */
export type QuickReplyDocument = {
  _id: string;
  owner: string;
  group: string;
  title: string;
  text: string;
  image?: string;
  order: number;
  updatedAt: number;
};

/** A search somebody keeps; `body` seals its name and what it looks for. */
export type SavedSearchDocument = { _id: string; by: string; body: string; savedAt: number };

/** What phones found of what they showed. */
export type PhoneCounts = { reports: number; checked: number; gaps: number; duplicates: number };

/** Where the record of a conversation is not as it should be. */
export type Incident = { conversationId: string; kind: 'gap' | 'duplicate' | 'untold'; seq: number };

/** The self-audit of one run: how many messages were compared, and what was wrong with them. */
export type AuditReport = {
  day: string;
  from: number;
  until: number;
  finishedAt?: number;
  conversations: number;
  checked: number;
  /** Messages that were given a seq and are not kept. */
  gaps: number;
  /** Messages kept twice. */
  duplicates: number;
  /** Messages kept that a reader was not told of. */
  untold: number;
  /** The first of what was wrong. */
  incidents: Incident[];
  phones: PhoneCounts;
};

/** Something the business sells, as a message about it says it; `price` is written out. */
export type ProductDocument = {
  _id: string;
  name: string;
  price: string;
  picture?: string;
  page?: string;
  /** Its place in the list. */
  order: number;
};

/** Who looked at or changed what, or was refused; holds no text in plain, and of messages none at all. */
export type AuditDocument = {
  _id: string;
  at: number;
  who: { role: Role; id: string };
  appid: string;
  action: string;
  /** Ids and numbers. */
  target: Record<string, string | number>;
  /** The reason given, and what else was asked for (as JSON): cipher strings of the stream `audit`, bound to `_id`. */
  why?: string;
  details?: string;
  /** The code of a refusal. */
  outcome?: ErrorCode;
  /** What only the keys' holder can compute of all this, with the texts as they are read. */
  hash: string;
  /** The number of the seal it is under; 0 while there is none. */
  seal: number;
};

/** Numbers some entries of the log and binds them to all before them. `_id` is its number, written so that ids sort by it. */
export type SealDocument = {
  _id: string;
  at: number;
  /** The numbers of its first and last entry, counted from 1 through all seals. */
  first: number;
  last: number;
  entries: { id: string; hash: string }[];
  /** The hash of the seal before, and of this. */
  previous: string;
  hash: string;
};

/** What a phone keeps of a seal, so that a log that was written anew shows. */
export type SealMark = { number: number; hash: string };

/** What one reader should know of a conversation. */
export type ConversationState = {
  status: ConversationStatus;
  /** For customers also whether the agent has the app open, as far as that is known. */
  agent?: { id: string; name: string; isHere?: boolean };
  /** Place in the queue, the next one to be served has 1. */
  position?: number;
  /** How long it will take, as far as the last ones served tell. */
  waitMs?: number;
  /** Waits longer than the business wants. */
  isLong?: true;
  /** What the customer may choose from before anybody is assigned. */
  choices?: Choice[];
  /** Until then a conversation that has ended can be taken up again. */
  reopenUntil?: number;
  /** What the customer thought of it, and until when they can say otherwise. */
  rating?: { score: number; until: number };
  /** For staff alone. */
  offer?: Offer;
  remindAt?: number;
  tags?: string[];
};

/** A skill, as customers choose it. */
export type Choice = { id: string; name: string };

/** What one member of the staff should know at once. */
export type Notice = {
  kind: 'reply' | 'lead' | 'followUp' | 'offer' | 'declined' | 'assigned' | 'invited' | 'mention' | 'longWait';
  at: number;
};

/** Somebody in a conversation, by what everybody there may know. */
export type Reader = { role: 'customer' | 'agent'; id: string };

/** One thing to know, addressed to one reader; `at` is the database's server date. */
export type FeedDocument<At = Date> = { _id: string; to: string; at: At; conversationId: string } &
  /** `isMention`: the note calls this reader. `seq`: of two states, the one with the lower is the older. */
  (
    | { type: 'message'; message: Message; isMention?: true }
    | { type: 'read'; reader: Reader; seq: number }
    | { type: 'delivered'; reader: Reader; seq: number }
    | { type: 'typing'; reader: Reader; preview?: string }
    | { type: 'here'; reader: Reader; isHere: boolean }
    | { type: 'mark'; mark: Mark }
    | { type: 'state'; state: ConversationState; seq?: number }
    | { type: 'notice'; notice: Notice }
    /** For those who may read the log; of no conversation. */
    | { type: 'seal'; seal: SealMark }
  );

/**
 * What is kept of a master key: a value that tells it from any other, by its version or `index`. `clearedAt`: nothing sealed by it is
 * left, so that it is needed no more.
 */
export type KeyDocument = { _id: string; check: string; since: number; clearedAt?: number };

/** The keys of one version of a stream, base64. */
export type StreamKey = { version: number; enc: string; mac: string };

/** A message in the record that was changed, cut or moved, or whose key is gone. */
export type UnverifiableMessage = { conversationId: string; messageId: string };

/** A run of the self-audit, what the phones of one address found on one day, what could not be verified on one, or what is common. */
export type ReportDocument = { _id: string } & (
  | ({ kind: 'audit'; cursor: AuditCursor } & AuditReport)
  | ({ kind: 'phones'; day: string; to: string; reportIds: string[] } & PhoneCounts)
  /** The commonest search terms, the commonest first, packed into a string. */
  | { kind: 'terms'; at: number; sampled: number; terms: string }
  | { kind: 'unverifiable'; day: string; messages: UnverifiableMessage[] }
);

/** How far a run has come: through conversations by the time of their last message, then through what phones reported. */
export type AuditCursor = { lastAt: number; conversationId: string; phones: string };

/** Deletes everything about a customer. At its end it says no longer whom it was about. */
export type EraseJob = {
  kind: 'erase';
  customerId: string;
  /** The random id that takes the customer's place. */
  successor: string;
  isBegun?: true;
  isClean?: true;
};

/** How far a stage of retention has come: through conversations by the time of their last message. */
export type RetentionCursor = { lastAt: number; id: string };

export type RetentionStage = 'archive' | 'files' | 'notes' | 'messages';

export type RetentionCursors = Partial<Record<RetentionStage, RetentionCursor>>;

/** Archives and deletes what was kept for long enough; it has no end. */
export type RetentionJob = { kind: 'retention'; cursors: RetentionCursors };
