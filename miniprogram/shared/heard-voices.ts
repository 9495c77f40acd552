import { store } from './storage';

const HEARD = 'voices/heard';

/** So many are remembered; older ones do not show again that they were not heard. */
const REMEMBERED = 500;

let heard: Set<string> | undefined;

function known(): Set<string> {
  heard ??= new Set(wx.getStorageSync<string[]>(HEARD) || []);
  return heard;
}

/** Whether a voice message was played on this phone. */
export const isHeard = (messageId: string): boolean => known().has(messageId);

/** Remembers that a voice message was played. */
export function setHeard(messageId: string): void {
  if (isHeard(messageId)) return;
  const all = [...known(), messageId].slice(-REMEMBERED);
  heard = new Set(all);
  store(HEARD, all);
}
