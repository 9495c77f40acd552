import '../../support/chinese-phone';
import { beforeEach, expect, test } from '@jest/globals';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { isUnheard, VoicePlayer } from '../../../miniprogram/shared/screens/voice-player';

type Sound = { src: string; isPlaying: boolean; end: () => void; fail: () => void };

let sounds: Sound[];
let told: string[];
let said: string[];
let run = 0;

/** A phone's loudspeaker. */
function newSound(): object {
  const sound: Sound & Record<string, unknown> = { src: '', isPlaying: false, end: () => {}, fail: () => {} };
  sounds.push(sound);
  return Object.assign(sound, {
    play: () => (sound.isPlaying = true),
    destroy: () => (sound.isPlaying = false),
    onEnded: (listener: () => void) => (sound.end = listener),
    onError: (listener: () => void) => (sound.fail = listener),
  });
}

beforeEach(() => {
  [sounds, told, said] = [[], [], []];
  run += 1;
  const storage = new Map<string, unknown>();
  Object.assign(wx, {
    createInnerAudioContext: newSound,
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    showToast: ({ title }: { title: string }) => void said.push(title),
  });
});

const voice = (name: string, given: Partial<ChatItem> = {}): ChatItem => ({
  key: name,
  conversationId: 'c',
  messageId: `${run}-${name}`,
  from: { role: 'customer', id: 'c' },
  own: false,
  kind: 'voice',
  body: { fileId: 'cloud://a', duration: 2000, size: 1 },
  sentAt: 0,
  state: 'sent',
  ...given,
});

function playerOf(items: ChatItem[]): VoicePlayer {
  return new VoicePlayer({
    items: () => items,
    sourceOf: ({ key }) => (key === 'lost' ? undefined : `https://${key}`),
    onPlaying: (key) => told.push(key),
    onHeard: () => undefined,
  });
}

const playing = (): string[] => sounds.filter(({ isPlaying }) => isPlaying).map(({ src }) => src);

test('one plays at a time, and a second tap stops it', () => {
  const [a, b] = [voice('a'), voice('b')];
  const player = playerOf([a, b]);
  player.toggle(a);
  player.toggle(b);
  expect(playing()).toEqual(['https://b']);
  player.toggle(b);
  expect(playing()).toEqual([]);
  expect(told).toEqual(['a', '', 'b', '']);
});

test('after one that was new, the next new one is heard', () => {
  const items = [voice('a'), voice('own', { own: true }), voice('word', { kind: 'text' }), voice('b'), voice('c')];
  const player = playerOf(items);
  player.toggle(items[0] as ChatItem);
  sounds[0]?.end();
  expect(playing()).toEqual(['https://b']);
  sounds[1]?.end();
  sounds[2]?.end();
  expect(playing()).toEqual([]);
  expect(items.some(isUnheard)).toBe(false);
});

test('after one that was heard before, nothing follows', () => {
  const [a, b] = [voice('a'), voice('b')];
  const player = playerOf([a, b]);
  player.toggle(a);
  player.toggle(a);
  player.toggle(a);
  sounds[1]?.end();
  expect(playing()).toEqual([]);
  expect(isUnheard(b)).toBe(true);
});

test('what cannot be played says so', () => {
  const [a, lost] = [voice('a'), voice('lost')];
  const player = playerOf([a, lost]);
  player.toggle(a);
  sounds[0]?.fail();
  player.toggle(lost);
  expect(said).toEqual(['语音播放失败，请稍后再试', '语音播放失败，请稍后再试']);
  expect(told).toEqual(['a', '']);
});
