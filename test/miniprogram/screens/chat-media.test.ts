import '../../support/chinese-phone';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { BodyOf } from '../../../cloudfunctions/common/protocol/bodies';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { ChatMedia } from '../../../miniprogram/shared/screens/chat-media';
import { agent, CloudModel, customer } from '../shared/support/cloud-model';
import { Phone } from '../shared/support/phone';

let played: string[];
let media: ChatMedia;

beforeEach(() => {
  jest.useFakeTimers();
  played = [];
});
afterEach(() => {
  media.close();
  jest.useRealTimers();
});

const newSound = () => {
  const sound = { src: '', play: () => void played.push(sound.src) };
  return Object.assign(sound, { destroy: () => undefined, onEnded: () => undefined, onError: () => undefined });
};

/** A message whose links nobody has asked for yet. */
function said<K extends 'voice' | 'image'>(conversationId: string, kind: K, body: BodyOf<K>): ChatItem {
  const cloud = new CloudModel(conversationId);
  const { messageId } = cloud.say(conversationId, agent, { text: 'x' }, { kind });
  new Phone(cloud, customer).install();
  Object.assign(wx, { createInnerAudioContext: newSound });
  const item = { key: messageId, conversationId, messageId, from: agent, own: false, sentAt: 0, kind } as const;
  return { ...item, body, state: 'sent' };
}

const aVoice = (conversationId: string) =>
  said(conversationId, 'voice', { fileId: 'cloud://a', duration: 2000, size: 1 });

const anImage = (conversationId: string) =>
  said(conversationId, 'image', {
    fileId: 'cloud://a',
    width: 1440,
    height: 1080,
    size: 300_000,
    original: { fileId: 'cloud://b', size: 5_000_000 },
  });

const mediaOf = (item: ChatItem): ChatMedia =>
  new ChatMedia({
    items: () => [item],
    onChange: () => undefined,
    onPercent: () => undefined,
    onPlaying: () => undefined,
  });

test('what is tapped before it is known where it lies is heard as soon as that is known, once', async () => {
  const item = aVoice('early');
  media = mediaOf(item);
  media.open(item);
  expect(played).toEqual([]);
  await jest.advanceTimersByTimeAsync(1000);
  media.want();
  await jest.advanceTimersByTimeAsync(1000);
  expect(played).toEqual([expect.stringContaining(item.messageId ?? '?')]);
});

test('an original that is tapped before its link is there is seen as soon as it is, and not the small one', async () => {
  const previews: string[][] = [];
  const item = anImage('picture');
  Object.assign(wx, { previewImage: ({ urls }: { urls: string[] }) => void previews.push(urls) });
  media = mediaOf(item);
  media.openOriginal(item);
  await jest.advanceTimersByTimeAsync(1000);
  expect(previews).toEqual([[expect.stringContaining(`original/${item.messageId}`)]]);
});

test('whoever has left meanwhile hears nothing', async () => {
  const item = aVoice('left');
  media = mediaOf(item);
  media.open(item);
  media.rest();
  await jest.advanceTimersByTimeAsync(1000);
  expect(played).toEqual([]);
});
