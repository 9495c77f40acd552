import type { Me } from '../../cloudfunctions/common/protocol/team';
import { words } from './text/words';

export type Entry = { url: string; title: string; note: string };

/** Where one gets from 我的, by what one is. */
export function entriesFor(_me: Pick<Me, 'role'>): Entry[] {
  return [
    { url: '/pages/quick-replies/quick-replies', title: words.quickReplies.title, note: '' },
    { url: '/pages/alerts/alerts', title: words.alerts.title, note: '' },
  ];
}
