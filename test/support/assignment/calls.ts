import type { ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { Callable } from './functions';
import type { Actor, Deed, Move } from './moves';
import { agentNumber, lead } from './team';

/** What a call asks for, fixed once, so that a phone that had no answer can ask for the same again. */
export type Call = { openid: string; name: Callable; event: Record<string, unknown> };

const asked = (openid: string, name: Callable, action: string, params: object): Call => ({
  openid,
  name,
  event: { action, ...params },
});

/** The call that a move is; undefined when there is nobody or nothing yet that it could be about. `id` is new at each move. */
export function callOf(
  move: Exclude<Move, { does: 'sweep' | 'capacity' }>,
  conversations: readonly ConversationDocument[],
  id: string,
): Call | undefined {
  if (move.does === 'open') return asked(`c${move.customer}`, 'conversation', 'open', skillOf(move));
  if (move.does === 'status') {
    const { agent, status, isHidden } = move;
    return asked(agentNumber(agent)._id, 'assignment', 'status', { status, isHidden });
  }
  const conversation = conversations[move.conversation % Math.max(1, conversations.length)];
  const openid = conversation && openidOf(move.as, conversation, move.agent);
  if (!conversation || openid === undefined) return undefined;
  const [name, action] = move.does.split('.') as [Callable, string];
  return asked(openid, name, action, { conversationId: conversation._id, ...paramsOf(move, id) });
}

const skillOf = ({ skill }: { skill?: string | undefined }) => (skill === undefined ? {} : { skill });

function openidOf(
  actor: Actor,
  { customerId, agentId, offer }: ConversationDocument,
  agent: number,
): string | undefined {
  if (actor === 'lead') return lead._id;
  if (actor === 'offered') return offer?.to.to;
  if (actor === 'agent') return agentNumber(agent)._id;
  return actor === 'customer' ? customerId : agentId;
}

function paramsOf({ does, agent }: Move & { does: Deed }, id: string): object {
  const agentId = agentNumber(agent)._id;
  if (does === 'message.send') return { clientId: id, kind: 'text', body: { text: id } };
  if (does === 'conversation.choose') return { skill: 'a' };
  if (does === 'assignment.invite') return { agentId, isUnseen: agent === 0 };
  if (does === 'assignment.transfer') return { to: agent === 0 ? { skill: 'b' } : { agentId }, note: id };
  return {};
}
