import type { BodyOf } from '../../../cloudfunctions/common/protocol/bodies';
import type { SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import { errorText, text } from '../text/text';
import type { ChatItem } from '../chat-item';
import { type Side, systemText } from './system-text';
import { clockTime, SEPARATOR_MS, separatorTime } from './time';

/** One message as the list shows it. */
export type MessageRow = {
  key: string;
  /** The time, when it stands above this message. */
  line: string;
  isSystem: boolean;
  own: boolean;
  role: string;
  name: string;
  content: string;
  label: string;
  state: ChatItem['state'];
  /** The content stands for one that cannot be shown. */
  quiet: boolean;
  error: string;
};

/** Who looks at the messages, and what the two sides are called when a message does not say. */
export type Viewer = { side: Side; own: string; other: string };

export function messageRow(item: ChatItem, previous: ChatItem | undefined, viewer: Viewer, now: number): MessageRow {
  const name = item.own ? viewer.own : (item.from.name ?? viewer.other);
  const { content, quiet } = contentOf(item, viewer.side);
  return {
    key: item.key,
    line: isApart(item, previous) ? separatorTime(item.sentAt, now) : '',
    isSystem: item.kind === 'system' || item.kind === 'divider',
    own: item.own,
    role: item.from.role,
    name: item.own ? (item.from.name ?? '') : name,
    content,
    label: text.bubble.label(name, clockTime(item.sentAt), content, item.own ? text.bubble[item.state] : ''),
    state: item.own ? item.state : 'sent',
    quiet,
    error: item.state === 'failed' && item.error ? errorText(item.error) : '',
  };
}

const isApart = (item: ChatItem, previous: ChatItem | undefined): boolean =>
  !previous || item.sentAt - previous.sentAt >= SEPARATOR_MS;

/** What a message says, in plain words. */
export const plainContent = (item: ChatItem, side: Side): string => contentOf(item, side).content;

function contentOf({ kind, body, own }: ChatItem, side: Side): { content: string; quiet: boolean } {
  if (kind === 'divider') return { content: text.list.divider, quiet: true };
  if (body === undefined) return { content: text.bubble.unverified, quiet: true };
  if (kind === 'system') return { content: systemText(body as SystemBody, side, own), quiet: false };
  if (kind === 'text') return { content: (body as BodyOf<'text'>).text, quiet: false };
  return { content: text.bubble.unknownKind, quiet: true };
}
