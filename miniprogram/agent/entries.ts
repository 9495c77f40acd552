import type { Me } from '../../cloudfunctions/common/protocol/team';
import { leadsTeam } from './staff';
import { words } from './text/words';

export type Entry = { url: string; title: string; note: string };

/** Where one gets from 我的, by what one is. */
export function entriesFor(me: Pick<Me, 'role'>): Entry[] {
  const everybody = [
    { url: '/pages/quick-replies/quick-replies', title: words.quickReplies.title, note: '' },
    { url: '/pages/alerts/alerts', title: words.alerts.title, note: '' },
  ];
  return leadsTeam(me)
    ? [...everybody, { url: '/pages/settings/settings', title: words.settings.title, note: '' }]
    : everybody;
}
