import type { Step } from '../../format/message-rows';
import type { TextPart } from '../../format/text-parts';
import { text } from '../../text/text';
import type { Recording } from '../../voice-recorder';
import type { Place } from '../message-list/message-list';
import { type ChatAct, chatViewData } from './chat-view-data';

type Told<Detail extends object> = WechatMiniprogram.CustomEvent<Detail>;
type Tap = WechatMiniprogram.BaseEvent<object, { key?: string }>;

type Rect = { top: number; height: number };
type MessageList = {
  data: { isAway: boolean };
  added(count: number, own: boolean): void;
  grownAbove(): void;
  toEnd(): void;
  place(): Place;
  measure(done: () => void): void;
  scrollTo(top: number): void;
};

/** What stands before the first message, or after the last one, while there is more. */
const EDGE_PX = 44;

/**
 * A whole chat: messages, composer and what belongs to them. The messages are put in by its `ChatScreen`, by path. Fires
 * `act` with the name of what the person does, and with what: a key, a text. Slots: `top` above the messages, `start` before the first, `above` the
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
    /** What can be done after the last message; nothing when empty. */
    after: String,
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
    /** Unread messages above what is seen. */
    unreadAbove: 0,
    _isSlash: false,
    _watch: undefined as WechatMiniprogram.IntersectionObserver | undefined,
  },
  observers: {
    step(step: Step) {
      this.follow(step);
    },
    target(index: number) {
      if (index >= 0) wx.nextTick(() => this.reveal(index));
    },
    unread() {
      this.watchUnread();
    },
  },
  lifetimes: {
    detached() {
      this.data._watch?.disconnect();
    },
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
      if (detail.name === 'search') this.settle();
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
    searchAct({ type, detail }: Told<{ text?: string; key?: string }>) {
      this.act(`search-${type}`, detail);
    },
    selectionAct({ detail }: Told<{ name: string }>) {
      this.act(`selection-${detail.name}`);
    },
    list(): MessageList | null {
      return this.selectComponent('#list') as unknown as MessageList | null;
    },
    /** Keeps the reader where they are, whatever has changed around them. */
    follow(step: Step) {
      const list = this.list();
      if (step.kind === 'none' || !list) return;
      if (step.kind === 'below') list.added(step.count, step.own);
      else if (step.kind === 'above') list.grownAbove();
      else if (step.kind === 'keep') this.keep(step, list);
      else list.toEnd();
      this.watchUnread();
    },
    /** At the end there is nothing to keep: new messages are followed there. */
    keep({ edge, index }: Step & { kind: 'keep' }, list: MessageList) {
      if (edge === 'bottom' && !list.data.isAway) return list.toEnd();
      const before = list.place();
      wx.nextTick(() =>
        this.measureRow(index, (row, top) => {
          const stood = edge === 'top' ? EDGE_PX : before.height - EDGE_PX - row.height;
          list.scrollTo(before.top + top - stood);
        }),
      );
    },
    /** Brings a message into the middle. */
    reveal(index: number) {
      this.measureRow(index, (row, top, list) =>
        list.scrollTo(Math.max(0, top - (list.place().view - row.height) / 2)),
      );
    },
    /** A row, and how far below the beginning of all messages it is. */
    measureRow(index: number, done: (row: Rect, top: number, list: MessageList) => void) {
      const list = this.list();
      const query = this.createSelectorQuery();
      query.select(`#row-${index}`).boundingClientRect();
      query.select('.chat__list').boundingClientRect();
      query.exec(([row, frame]: [Rect | null, Rect | null]) => {
        if (!list || !row || !frame) return;
        list.measure(() => done(row, row.top - frame.top + list.place().top, list));
      });
    },
    /** As long as the first unread message is out of sight, a pill leads there. Whether it is can be told once it is drawn. */
    watchUnread() {
      wx.nextTick(() => this.watchLine());
    },
    watchLine() {
      const { unread, _watch: before } = this.data;
      before?.disconnect();
      if (unread === 0) return this.setData({ unreadAbove: 0 });
      if (!(this.data.rows as { isFirstUnread?: boolean }[]).some(({ isFirstUnread }) => isFirstUnread))
        return this.setData({ unreadAbove: unread });
      const watch = this.createIntersectionObserver({});
      Object.assign(this.data, { _watch: watch });
      watch.relativeTo('.chat__list', {}).observe('.row__new', ({ intersectionRatio }) => {
        if (intersectionRatio > 0) this.setData({ unread: 0 });
        else this.setData({ unreadAbove: unread });
      });
    },
    goToUnread() {
      this.act('first-unread');
    },
    goAfter() {
      this.act('after');
    },
    loadLater() {
      this.act('later');
    },
    goToLatest() {
      this.act('latest');
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
