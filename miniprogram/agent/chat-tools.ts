import { filePanel, type PanelItem, picturePanel, searchItem } from '../shared/format/panel';
import type { Me } from '../../cloudfunctions/common/protocol/team';
import { sheetActs } from './sheet-acts';
import { leadsTeam } from './staff';
import { recordsText } from './text/records';
import { words } from './text/words';

const { product, quick, note, finish } = words.tools;
const { transfer, invite, hold, remind, labels, block } = words.acts;

/** What an agent can send or do beside text, voice and faces; what is used most stands on the first page. */
export const agentPanel: readonly PanelItem[] = [
  ...picturePanel,
  { name: 'quick', label: quick, icon: 'chat-bubble-smile' },
  { name: 'product', label: product, icon: 'shop' },
  { name: 'transfer', label: transfer, icon: 'swap' },
  { name: 'invite', label: invite, icon: 'user-add' },
  { name: 'note', label: note, icon: 'edit-1' },
  { name: 'close', label: finish, icon: 'poweroff' },
  ...filePanel,
  { name: 'hold', label: hold, icon: 'pause-circle' },
  { name: 'remind', label: remind, icon: 'notification' },
  { name: 'labels', label: labels, icon: 'discount' },
  searchItem,
  { name: 'block', label: block, icon: 'user-blocked' },
  { name: 'export', label: recordsText.exports.title, icon: 'download' },
];

const keepItem: PanelItem = { name: 'keep', label: words.acts.keep, icon: 'lock-on' };

/** The panel of the chat for who one is and what one writes. */
export const panelFor = (me: Pick<Me, 'role'>, isNoting: boolean): readonly PanelItem[] =>
  isNoting ? notePanel : leadsTeam(me) ? [...agentPanel, keepItem] : agentPanel;

/** Among colleagues there is no product to sell, and nothing to end. */
export const notePanel: readonly PanelItem[] = agentPanel.filter(
  ({ name }) => !['product', 'quick', 'export'].includes(name) && !sheetActs.has(name),
);
