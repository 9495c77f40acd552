import { command, conversations } from '../cloud/db';
import { OPEN_STATUSES } from '../domain/sides';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { waitingOf } from './state';
import { stateDocuments, tellDocuments } from './tell';

/**
 * Lets a member of the staff read along unseen; nobody but they are told. The conversation as it stands then; undefined when they read
 * it already, or it has ended.
 */
export async function lookOn(
  { _id }: ConversationDocument,
  { to }: AgentDocument,
): Promise<ConversationDocument | undefined> {
  const watched = await conversations.change(
    { _id, status: command.in(OPEN_STATUSES), readers: command.neq(to) },
    { readers: command.addToSet(to), watchers: command.addToSet(to) },
  );
  if (!watched) return undefined;
  const documents = stateDocuments(watched, await waitingOf(watched));
  await tellDocuments(documents.filter((document) => document.to === to));
  return watched;
}
