import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { hasSkill } from '../common/domain/ranking';
import { isCustomerOf } from '../common/domain/sides';
import { skillsWanted } from '../common/domain/skills';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { isOwner } from '../common/steps/owner';
import { currentRules } from '../common/steps/settings';
import { becomeOwner } from './become-owner';

/** Takes a conversation out of the queue: agents what their skills are wanted for, leads everything. Claiming again changes nothing. */
export async function claim(
  { conversationId }: Checked<typeof assignment.claim>,
  { staff, scope, now }: Caller,
): Promise<null> {
  const conversation = await conversations.get(conversationId);
  if (!staff || !conversation || isCustomerOf(conversation, staff.to)) throw new AppError('FORBIDDEN');
  if (isOwner(conversation, staff)) return null;
  if (scope === 'own' && !(await isWanted(staff, conversation, now))) throw new AppError('FORBIDDEN');
  if (conversation.status !== 'queued') throw new AppError('TAKEN');
  return becomeOwner(conversation, staff, { event: { event: 'assigned', agentName: staff.name }, now });
}

const isWanted = async (staff: AgentDocument, conversation: ConversationDocument, now: number): Promise<boolean> =>
  hasSkill(staff, skillsWanted(conversation, await currentRules(now), now));
