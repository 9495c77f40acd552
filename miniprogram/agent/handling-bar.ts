import type { Me } from '../../cloudfunctions/common/protocol/team';
import type { ConversationState } from '../../cloudfunctions/common/protocol/documents';
import type { Part } from '../../cloudfunctions/common/protocol/conversation';
import { clockTime, momentText } from '../shared/format/time';
import { leadsOthers } from './staff';
import { words } from './text/words';

const says = words.bar;

export type HandlingAct =
  'withdraw' | 'claim' | 'watch' | 'takeOver' | 'leave' | 'resume' | 'cancelReminder' | 'reopen';

/** What stands above a chat of who looks after it, and what can be done about that. */
export type HandlingBar = {
  kind: 'plain' | 'watch' | 'wait';
  words: string;
  acts: { name: HandlingAct; label: string; isMain: boolean }[];
};

export type Standing = ConversationState & { part?: Part | undefined };

/** Nothing for a conversation of one's own that simply goes on. */
export function handlingBar(standing: Standing, me: Pick<Me, 'id' | 'role'>, now: number): HandlingBar | undefined {
  const { status, agent, offer, part } = standing;
  if (status === 'closed') return agent?.id === me.id ? bar('plain', says.ended, 'reopen') : undefined;
  if (status === 'queued' || status === 'bot') return bar('wait', says.queued, 'claim');
  if (offer?.by.id === me.id) return bar('wait', says.waiting(offer.to.name, clockTime(offer.until)), 'withdraw');
  if (agent?.id === me.id) return ownBar(standing, now);
  return colleagueBar(agent?.name, part, leadsOthers(me));
}

function ownBar({ status, remindAt }: Standing, now: number): HandlingBar | undefined {
  const time = remindAt === undefined ? '' : momentText(remindAt, now);
  if (status === 'onhold') return bar('wait', time ? says.heldUntil(time) : says.held, 'resume');
  return time ? bar('plain', says.remind(time), 'cancelReminder') : undefined;
}

/** Those who look after the team can look at everybody's conversations, and take them over. */
function colleagueBar(owner: string | undefined, part: Part | undefined, isLead: boolean): HandlingBar | undefined {
  const takeOver: HandlingAct[] = isLead ? ['takeOver'] : [];
  if (part === 'watcher') return bar('watch', says.watching, 'leave', ...takeOver);
  if (part === 'member') return bar('plain', says.member(owner ?? words.colleague.somebody), 'leave', ...takeOver);
  return isLead ? bar('plain', owner ? says.apart(owner) : says.nobody, 'watch', 'takeOver') : undefined;
}

/** The last one is the main one. */
const bar = (kind: HandlingBar['kind'], said: string, ...names: HandlingAct[]): HandlingBar => ({
  kind,
  words: said,
  acts: names.map((name, index) => ({ name, label: says[name], isMain: index === names.length - 1 })),
});
