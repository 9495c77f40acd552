import '../../support/chinese-phone';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
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

/** A voice message whose links nobody has asked for yet. */
function aVoice(conversationId: string): ChatItem {
  const cloud = new CloudModel(conversationId);
  const { messageId } = cloud.say(conversationId, agent, { text: 'x' }, { kind: 'voice' });
  new Phone(cloud, customer).install();
  Object.assign(wx, { createInnerAudioContext: newSound });
  const body = { fileId: 'cloud://a', duration: 2000, size: 1 };
  const said = { key: messageId, conversationId, messageId, from: agent, own: false, sentAt: 0 } as const;
  return { ...said, kind: 'voice', body, state: 'sent' };
}

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
  await media.open(item);
  expect(played).toEqual([]);
  await jest.advanceTimersByTimeAsync(1000);
  media.want();
  await jest.advanceTimersByTimeAsync(1000);
  expect(played).toEqual([expect.stringContaining(item.messageId ?? '?')]);
});

test('whoever has left meanwhile hears nothing', async () => {
  const item = aVoice('left');
  media = mediaOf(item);
  await media.open(item);
  media.rest();
  await jest.advanceTimersByTimeAsync(1000);
  expect(played).toEqual([]);
});
