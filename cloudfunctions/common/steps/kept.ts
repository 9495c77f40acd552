import { archive, messages } from '../cloud/db';
import type { ConversationDocument, MessageDocument } from '../protocol/documents';

type Options = Parameters<typeof messages.find>[1] & { sort?: ['seq', 'asc' | 'desc'] };

/** Messages of a conversation, wherever they are kept; what is just moving to the archive comes once. */
export const findKept = (
  { _id: conversationId, archivedAt }: Pick<ConversationDocument, '_id' | 'archivedAt'>,
  filter: Record<string, unknown>,
  options?: Options,
): Promise<MessageDocument[]> => findKeptIn(archivedAt !== undefined, { ...filter, conversationId }, options);

/** The same, where it is known whether any of them may be in the archive. */
export async function findKeptIn(
  isArchived: boolean,
  filter: Record<string, unknown>,
  options: Options = {},
): Promise<MessageDocument[]> {
  if (!isArchived) return messages.find(filter, options);
  const [hot, cold] = await Promise.all([messages.find(filter, options), archive.find(filter, options)]);
  const all = [...new Map([...cold, ...hot].map((one) => [one._id, one])).values()];
  const direction = options.sort?.[1] === 'desc' ? -1 : 1;
  return all.sort((a, b) => direction * (a.seq - b.seq)).slice(0, options.limit ?? all.length);
}
