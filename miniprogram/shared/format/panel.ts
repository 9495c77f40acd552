import { text } from '../text/text';

/** One thing that the composer's panel offers; the icon is one of TDesign's. */
export type PanelItem = { name: string; label: string; icon: string };

/** What everybody can send from the phone; the chat's screen sees to it. */
export const mediaPanel: readonly PanelItem[] = [
  { name: 'photo', label: text.panel.photo, icon: 'image' },
  { name: 'camera', label: text.panel.camera, icon: 'camera' },
  { name: 'video', label: text.panel.video, icon: 'video' },
  { name: 'file', label: text.panel.file, icon: 'folder' },
];

/** Leads to the search in the chat. */
export const searchItem: PanelItem = { name: 'search', label: text.panel.search, icon: 'search' };
