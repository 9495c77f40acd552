import { mediaPanel, type PanelItem, searchItem } from '../../../shared/format/panel';
import { text } from '../../../shared/text/text';
import { words } from '../../text/words';

/** What the customer can send and do beside writing. */
export const panel: readonly PanelItem[] = [
  ...mediaPanel,
  { name: 'order', label: text.panel.order, icon: 'cart' },
  searchItem,
  { name: 'rate', label: words.plus.rate, icon: 'star' },
  { name: 'finish', label: words.plus.end, icon: 'poweroff' },
  { name: 'settings', label: words.plus.settings, icon: 'setting' },
];
