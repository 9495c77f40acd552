import { command, conversations, customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import type { ConversationDocument, Hold } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { changeable } from '../common/steps/access';
import { goBackTo } from '../common/steps/retention-job';
import { sealText } from '../common/steps/stream';

type Input = Checked<typeof customer.hold>;

/**
 * Keeps a conversation, or everything of its customer, from being archived and deleted, or lets go of it: then retention goes back to
 * what it passed over. It does so before, in case this is cut off, and again after, in case it has come by meanwhile. Errors: `TOO_LATE`
 * for what is being deleted.
 */
export async function hold(input: Input, caller: Caller): Promise<null> {
  const conversation = await changeable(input.conversationId, caller);
  const { _id, customerId } = conversation;
  const isWhole = input.of === 'customer';
  const streamId = isWhole ? customerId : _id;
  if (!input.isHeld) await lookAgain(conversation, isWhole);
  const changes = { hold: input.isHeld ? command.set(holdOf(streamId, input, caller)) : command.remove() };
  const changed = isWhole
    ? await customers.changeAll({ _id: customerId }, changes)
    : await conversations.changeAll({ _id, erasingSince: command.exists(false) }, changes);
  if (changed === 0) throw new AppError('TOO_LATE');
  if (!input.isHeld) await lookAgain(conversation, isWhole);
  return null;
}

const holdOf = (streamId: string, { reason }: Input, { id: by, now: at }: Caller): Hold => ({
  by,
  at,
  reason: sealText(streamId, `${streamId}:hold`, reason),
});

const lookAgain = async (conversation: ConversationDocument, isWhole: boolean): Promise<void> =>
  goBackTo(await earliest(conversation, isWhole));

/** The time of the oldest record that is not held any more. */
async function earliest({ customerId, lastAt }: ConversationDocument, isWhole: boolean): Promise<number> {
  if (!isWhole) return lastAt;
  const [first] = await conversations.find({ customerId }, { sort: ['lastAt', 'asc'], limit: 1, fields: ['lastAt'] });
  return first?.lastAt ?? lastAt;
}
