import type { QuickReply } from '../../cloudfunctions/common/protocol/quick-replies';
import { textLength, TEXT_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import { words } from './text/words';

/** A title and a group hold at most this many characters. */
export const LINE_LIMIT = 32;

/** What stands for something that only the conversation knows. */
export type Variable = 'customer' | 'agent' | 'product';

export const variables: readonly Variable[] = ['customer', 'agent', 'product'];

/** A text with its variables filled in; what nobody knows is called something that fits everywhere. */
export function fillIn(text: string, values: Partial<Record<Variable, string>>): string {
  const known = { customer: '', agent: '', ...values, product: values.product ?? words.quickReplies.thisProduct };
  return text.replace(/\{(customer|agent|product)\}/g, (_, variable: Variable) => known[variable]);
}

/** The quick replies that hold what is looked for in their title, group or text; those whose title begins with it first. */
export function matching(replies: readonly QuickReply[], query: string): QuickReply[] {
  const wanted = query.trim().toLowerCase();
  const found = replies.filter(({ title, group, text }) =>
    [title, group, text].some((part) => part.toLowerCase().includes(wanted)),
  );
  const begins = ({ title }: QuickReply): number => (title.toLowerCase().startsWith(wanted) ? 0 : 1);
  return wanted ? found.sort((a, b) => begins(a) - begins(b)) : found;
}

export type ReplyGroup = { name: string; replies: QuickReply[] };

/** By group, in the order in which groups first come up; those of no group come last. */
export function grouped(replies: readonly QuickReply[]): ReplyGroup[] {
  const groups = new Map<string, QuickReply[]>();
  for (const reply of replies) groups.set(reply.group, [...(groups.get(reply.group) ?? []), reply]);
  const loose = groups.get('');
  groups.delete('');
  const named = [...groups].map(([name, list]) => ({ name, replies: list }));
  return loose ? [...named, { name: words.quickReplies.noGroup, replies: loose }] : named;
}

/** The place, as a number, that brings a reply one step up or down among its group; undefined when it is there already. */
export function placeAfterMove(group: readonly QuickReply[], replyId: string, step: 1 | -1): number | undefined {
  const index = group.findIndex((reply) => reply.replyId === replyId);
  const over = group[index + step];
  if (index < 0 || !over) return undefined;
  const beyond = group[index + 2 * step];
  return beyond ? (over.order + beyond.order) / 2 : Math.max(0, over.order + step);
}

/** What an agent writes of a quick reply. */
export type ReplyFields = { title: string; group: string; text: string };

/** What is wrong with it, by field, in sentences. */
export function replyErrors({ title, group, text }: ReplyFields): Partial<Record<keyof ReplyFields, string>> {
  const says = words.quickReplies;
  const name = title.trim();
  return {
    ...(name === '' && { title: says.needsName }),
    ...(textLength(name) > LINE_LIMIT && { title: says.longName(LINE_LIMIT) }),
    ...(textLength(group.trim()) > LINE_LIMIT && { group: says.longGroup(LINE_LIMIT) }),
    ...(text.trim() === '' && { text: says.needsContent }),
    ...(textLength(text) > TEXT_LIMIT && { text: says.longContent(TEXT_LIMIT) }),
  };
}
