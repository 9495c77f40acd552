import { command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { message } from '../common/protocol/message';
import { accessible } from '../common/steps/access';
import { findKept } from '../common/steps/kept';
import { noteUnverifiable, unverifiableIn } from '../common/steps/unverifiable';

/** A phone could not verify these. Those that the record cannot verify either are told to those who lead. */
export async function unverifiable(
  { conversationId, messageIds }: Checked<typeof message.unverifiable>,
  caller: Caller,
): Promise<null> {
  const conversation = await accessible(conversationId, caller);
  const kept = await findKept(conversation, { _id: command.in(messageIds) });
  await noteUnverifiable(unverifiableIn(conversationId, kept), caller.now);
  return null;
}
