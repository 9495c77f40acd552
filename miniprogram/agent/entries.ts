import type { Me } from '../../cloudfunctions/common/protocol/team';
import { leadsTeam } from './staff';
import { leading } from './text/leading';
import { recordsText } from './text/records';
import { words } from './text/words';

export type Entry = { url: string; title: string; note: string };

/** Where one gets from 我的, by what one is. */
export function entriesFor(me: Pick<Me, 'role'>): Entry[] {
  const everybody = [
    entry('quick-replies', words.quickReplies.title),
    entry('alerts', words.alerts.title),
    entry('exports', recordsText.exports.title),
    entry('audit', words.audit.title),
  ];
  const serving = me.role === 'agent' ? [entry('shift', words.shift.own)] : [];
  const forLeads = [
    entry('team', words.team.title),
    entry('withheld', words.withheld.title),
    entry('blocked', recordsText.file.blockedTitle),
    entry('audit-log', recordsText.log.title),
    entry('rules', leading.rules.title),
    entry('replay', leading.replay.title),
    entry('held', recordsText.rights.held),
    entry('settings', words.settings.title),
  ];
  const forAdmins = me.role === 'admin' ? [entry('keys', recordsText.keys.title)] : [];
  return [...everybody, ...serving, ...(leadsTeam(me) ? forLeads : []), ...forAdmins];
}

const entry = (page: string, title: string): Entry => ({ url: `/pages/${page}/${page}`, title, note: '' });
