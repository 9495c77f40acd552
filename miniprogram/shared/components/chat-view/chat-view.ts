import type { TextPart } from '../../format/text-parts';
import { text } from '../../text/text';
import type { Recording } from '../../voice-recorder';
import { type ChatAct, chatViewData } from './chat-view-data';

type Told<Detail extends object> = WechatMiniprogram.CustomEvent<Detail>;
type Tap = WechatMiniprogram.BaseEvent<object, { key?: string }>;

/**
 * A whole chat: messages, composer and what belongs to them. The messages are put in by its `ChatScreen`, by path. Fires
 * `act` with the name of what the person does, and with what: a key, a text. Slots: `top` above the messages, `above` the
 * composer, and `closed` in place of the composer.
 */
Component({
  options: { multipleSlots: true, pureDataPattern: /^_/ },
  properties: {
    /** What it says when there is no message. */
    empty: String,
    /** Why the chat could not be opened. */
    failure: String,
    health: { type: String, value: 'watch' },
    /** There is a conversation to write to. */
    isOpen: Boolean,
    isClosed: Boolean,
    /** What can be sent or done beside text, voice and faces: `{name, label, icon}` each. */
    panel: { type: Array, value: [] as object[] },
    /** Pictures in place of the composer's signs. */
    icons: { type: Object, value: {} },
    /** `note`: what is written is for colleagues only. */
    tone: String,
    /** There is a real keyboard, whose Enter sends. */
    wide: Boolean,
    /** Messages can be passed on to colleagues. */
    canForward: Boolean,
  },
  data: {
    ...chatViewData,
    t: {
      failed: text.load.failed,
      retry: text.load.retry,
      editAgain: text.bubble.editAgain,
      newBelow: text.list.newBelow,
    },
    room: '',
    _isSlash: false,
  },
  methods: {
    act(name: string, detail: object = {}) {
      this.triggerEvent('act', { ...detail, name });
    },
    retry() {
      this.act('retry');
    },
    send({ detail }: Told<{ text: string }>) {
      this.act('send', detail);
    },
    /** A text that begins with a slash looks for something to say. */
    type({ detail }: Told<{ text: string }>) {
      this.act('typed', detail);
      const isSlash = detail.text.startsWith('/');
      if (isSlash || this.data._isSlash) this.act('slash', { text: isSlash ? detail.text : '' });
      Object.assign(this.data, { _isSlash: isSlash });
    },
    speak({ detail }: Told<Recording>) {
      this.act('voice', detail);
    },
    refuse({ detail }: Told<{ reason: string }>) {
      this.act('refused', { text: detail.reason });
    },
    choose({ detail }: Told<{ name: string }>) {
      this.act(detail.name);
    },
    dropQuote() {
      this.act('drop-quote');
    },
    rowAct({ detail }: Told<ChatAct & { part?: TextPart }>) {
      this.act(detail.name, detail);
    },
    editAgain({ currentTarget }: Tap) {
      this.act('edit-again', { key: currentTarget.dataset.key });
    },
    chooseAct({ detail }: Told<{ act: string }>) {
      const { key } = this.data.menu;
      this.closeMenu();
      this.act(detail.act, { key });
    },
    closeMenu() {
      this.setData({ menu: chatViewData.menu });
    },
    selectionAct({ detail }: Told<{ name: string }>) {
      this.act(`selection-${detail.name}`);
    },
    settle() {
      this.selectComponent('#composer')?.settle();
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
    resize({ detail }: Told<{ room: string }>) {
      this.setData({ room: detail.room });
    },
  },
});
