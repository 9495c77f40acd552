import { text } from '../text/text';

/** One thing that the composer's panel offers; the icon is one of TDesign's. */
export type PanelItem = { name: string; label: string; icon: string };

/** Pictures, which are sent most. */
export const picturePanel: readonly PanelItem[] = [
  { name: 'photo', label: text.panel.photo, icon: 'image' },
  { name: 'camera', label: text.panel.camera, icon: 'camera' },
];

/** Whatever else lies on the phone. */
export const filePanel: readonly PanelItem[] = [
  { name: 'video', label: text.panel.video, icon: 'video' },
  { name: 'file', label: text.panel.file, icon: 'folder' },
];

/** What everybody can send from the phone; the chat's screen sees to it. */
export const mediaPanel: readonly PanelItem[] = [...picturePanel, ...filePanel];

/** Leads to the search in the chat. */
export const searchItem: PanelItem = { name: 'search', label: text.panel.search, icon: 'search' };

/** Two rows of four. */
const PAGE_SIZE = 8;

/** The items in pages as they fit below the composer. */
export function pagesOf<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / PAGE_SIZE);
  return Array.from({ length: count }, (_, page) => items.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE));
}
