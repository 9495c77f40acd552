import { text } from '../../text/text';
import { chatViewData } from './chat-view-data';

type Tap = WechatMiniprogram.BaseEvent<object, { key?: string }>;

/**
 * A whole chat: messages, composer and what belongs to them. The messages are put in by its `ChatScreen`, by path. Fires
 * `act` with the name of what the person does, and with what: a key, a text. Slots: `top` above the messages, `above` the
 * composer, and `closed` in place of the composer.
 */
Component({
  options: { multipleSlots: true },
  properties: {
    /** What it says when there is no message. */
    empty: String,
    /** Why the chat could not be opened. */
    failure: String,
    health: { type: String, value: 'watch' },
    /** There is a conversation to write to. */
    isOpen: Boolean,
    isClosed: Boolean,
  },
  data: {
    ...chatViewData,
    t: { failed: text.load.failed, retry: text.load.retry, editAgain: text.bubble.editAgain },
    keyboard: 0,
    lines: 1,
  },
  methods: {
    act(name: string, detail: object = {}) {
      this.triggerEvent('act', { name, ...detail });
    },
    retry() {
      this.act('retry');
    },
    send({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.act('send', detail);
    },
    reportTyping() {
      this.act('typing');
    },
    resend({ currentTarget }: Tap) {
      this.act('resend', { key: currentTarget.dataset.key });
    },
    openMenu({ currentTarget }: Tap) {
      this.act('menu', { key: currentTarget.dataset.key });
    },
    editAgain({ currentTarget }: Tap) {
      this.act('edit-again', { key: currentTarget.dataset.key });
    },
    loadEarlier() {
      this.act('earlier');
    },
    reachEnd() {
      this.act('end');
    },
    leaveEnd() {
      this.act('away');
    },
    resize({ detail }: WechatMiniprogram.CustomEvent<{ keyboard: number; lines: number }>) {
      this.setData({ keyboard: detail.keyboard, lines: detail.lines });
    },
  },
});
