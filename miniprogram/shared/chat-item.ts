import type {
  Author,
  Body,
  Kind,
  Reader,
  Reply,
  SystemBody,
  Withheld,
} from '../../cloudfunctions/common/protocol/documents';
import type { FailureCode } from './failure';
import type { LocalMedia } from './local-media';

/** How far an own message has got. */
export type ItemState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** One line of a chat as a page shows it. `body` is undefined when it cannot be verified, or may not be seen. */
export type ChatItem = {
  key: string;
  conversationId: string;
  seq?: number;
  messageId?: string;
  from: Author;
  own: boolean;
  /** `unknown`: this app is too old for it. `divider`: above it is an earlier conversation. */
  kind: Kind | 'unknown' | 'divider';
  body: Body | SystemBody | undefined;
  sentAt: number;
  state: ItemState;
  error?: FailureCode;
  /** An own message's files on this phone. */
  local?: LocalMedia;
  /** Why others do not see it. */
  withheld?: Withheld;
  /** Numbers in it are hidden. */
  isMasked?: true;
  replyTo?: Reply;
  /** The message it answers, once it has been looked for. */
  quote?: Quote;
  /** It was said among colleagues. */
  isNote?: true;
};

/** A message that the cloud has saved. */
export type SavedItem = ChatItem & { seq: number; messageId: string };

/** The message that another one answers; `item` when it can be shown. */
export type Quote = Reply & { state: 'loading' | 'known' | 'recalled' | 'withheld' | 'unavailable'; item?: ChatItem };

/** The message that a line takes back. */
export const recalledBy = ({ body }: ChatItem): string | undefined =>
  body && 'event' in body && body.event === 'recalled' ? body.messageId : undefined;

/** The message that a line releases. */
export const releasedBy = ({ body }: ChatItem): string | undefined =>
  body && 'event' in body && body.event === 'released' ? body.messageId : undefined;

/** Its body cannot be verified: it was tampered with, or its key is not at hand. */
export const isUnreadable = ({ body, withheld, kind }: ChatItem): boolean =>
  body === undefined && withheld === undefined && kind !== 'divider';

const silent: ReadonlySet<string> = new Set(['void', 'released']);

/** What goes on among the staff. */
const internal: ReadonlySet<string> = new Set(['held', 'resumed', 'offered', 'declined']);

/**
 * Whether it says anything to this side: a hole that the cloud closed on purpose, and the release of a message, do not; nor does
 * to a customer what goes on among the staff.
 */
export function isSpoken({ body }: ChatItem, side: Reader['role']): boolean {
  if (!body || !('event' in body)) return true;
  return !silent.has(body.event) && !(side === 'customer' && internal.has(body.event));
}
