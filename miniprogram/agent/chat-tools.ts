import { mediaPanel, type PanelItem, searchItem } from '../shared/format/panel';
import { words } from './text/words';

const { product, quick, note, finish } = words.tools;

/** What an agent can send or do beside text, voice and faces. */
export const agentPanel: readonly PanelItem[] = [
  ...mediaPanel,
  { name: 'product', label: product, icon: 'shop' },
  { name: 'quick', label: quick, icon: 'chat-bubble-smile' },
  { name: 'note', label: note, icon: 'edit-1' },
  searchItem,
  { name: 'finish', label: finish, icon: 'poweroff' },
];

/** Among colleagues there is no product to sell, and nothing to end. */
export const notePanel: readonly PanelItem[] = agentPanel.filter(
  ({ name }) => !['product', 'quick', 'finish'].includes(name),
);
