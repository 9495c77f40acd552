import { alertChoices } from './alert-choices';

/** What slides in from above while one looks at something else, and where a tap on it leads. */
export type Banner = {
  name: string;
  words: string;
  /** More than a new message: shown above the list of conversations, too. */
  isNotice?: boolean;
  open: () => void;
};

const listeners = new Set<(banner: Banner) => void>();

/** Tells of the banners to show. Returns how to stop. */
export function watchBanners(listener: (banner: Banner) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Shows, sounds and shakes as this person has chosen; without a banner, what came is before their eyes already. */
export function alertPerson(banner?: Banner): void {
  const choices = alertChoices();
  if (banner && choices.banner) listeners.forEach((listener) => listener(banner));
  if (choices.sound) ring();
  if (choices.vibration) wx.vibrateShort({ type: 'medium', fail: ignore });
}

let player: WechatMiniprogram.InnerAudioContext | undefined;

/** Plays the sound from its beginning, whether it still plays or not. */
export function ring(): void {
  player ??= createPlayer();
  player.stop();
  player.play();
}

function createPlayer(): WechatMiniprogram.InnerAudioContext {
  const created = wx.createInnerAudioContext();
  created.src = '/sounds/message.wav';
  return created;
}

/** Not every device can shake. */
const ignore = (): void => undefined;
