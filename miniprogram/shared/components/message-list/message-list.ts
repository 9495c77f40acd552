import { text } from '../../text/text';

/** So close to the end a reader follows what arrives. */
const FOLLOW_PX = 80;

const square = { width: '40px', height: '40px', borderRadius: '6px', marginRight: '12px' };
const bar = { height: '40px', borderRadius: '6px', marginRight: 'auto' };
const skeletonRows = ['56%', '38%', '64%'].map((width) => [square, { ...bar, width }]);

/** Where the reader is, in pixels: what lies above, the whole, and what is seen of it. */
export type Place = { top: number; height: number; view: number };

/**
 * The scrolling frame of a chat; the page puts its messages in, and says what became of them by `added`, `grownAbove`, `toEnd` and
 * `scrollTo`. It stays at the end while the reader is there, keeps the place when older messages come in above, and counts what
 * arrives unseen. Fires `earlier`, `later` and `latest` for what is not loaded, `end` and `away`, and `unread`.
 */
Component({
  options: { pureDataPattern: /^_/ },
  properties: {
    /** Number of messages. */
    count: Number,
    /** What it says when there is no message. */
    empty: String,
    /** The first page is on its way. */
    isLoading: Boolean,
    /** Whether there is something before: `more`, `loading`, `failed`, `end` after the last of it, or `none` from the start. */
    earlier: { type: String, value: 'none' },
    /** The same for what comes after. */
    later: { type: String, value: 'none' },
    /** What arrived after what is loaded. */
    laterUnseen: Number,
    /** Unread messages that lie above what is seen. */
    unreadAbove: Number,
    /** Changes with whatever takes room from the list or gives it back: the keyboard, more lines in the composer. */
    room: String,
  },
  data: {
    t: {
      name: text.list.name,
      earlier: text.list.earlier,
      showEarlier: text.list.showEarlier,
      earlierFailed: text.list.earlierFailed,
      noEarlier: text.list.noEarlier,
      later: text.list.later,
    },
    skeleton: skeletonRows,
    anchor: '',
    scrollTop: 0,
    unseen: 0,
    isAway: false,
    pill: text.list.toEnd,
    unreadPill: '',
    _top: 0,
    _height: 0,
    _view: 0,
  },
  observers: {
    room() {
      if (!this.data.isAway) this.toEnd();
    },
    'unseen, laterUnseen'(unseen: number, laterUnseen: number) {
      const count = unseen + laterUnseen;
      this.setData({ pill: count > 0 ? text.list.unseen(count) : text.list.toEnd });
    },
    later(later: string) {
      if (later !== 'none' && !this.data.isAway) this.setData({ isAway: true });
    },
    unreadAbove(unreadAbove: number) {
      if (unreadAbove > 0) this.setData({ unreadPill: text.list.firstUnread(unreadAbove) });
    },
  },
  methods: {
    /** Messages came in at the end; the reader follows them, and one's own from anywhere. */
    added(count: number, own: boolean) {
      if (this.data.isAway && !own) this.setData({ unseen: this.data.unseen + count });
      else this.toEnd();
    },
    toEnd() {
      this.setData({ unseen: 0, isAway: false });
      wx.nextTick(() => {
        this.setData({ anchor: this.data.anchor === 'end' ? 'end-again' : 'end' });
        this.measure(() => this.triggerEvent('end'));
      });
    },
    /** Older messages have pushed the rest down by as much as the list has grown. */
    grownAbove() {
      wx.nextTick(() => {
        const { top, height } = this.place();
        this.measure(() => this.scrollTo(top + this.data._height - height));
      });
    },
    /** As it was when it was last measured, or scrolled. */
    place(): Place {
      return { top: this.data._top, height: this.data._height, view: this.data._view };
    },
    /** A value that is set already moves nothing, so the same place again is a hair beside it. */
    scrollTo(top: number) {
      this.setData({ scrollTop: top === this.data.scrollTop ? top + 0.1 : top });
    },
    measure(done: () => void) {
      const query = this.createSelectorQuery();
      query.select('#scroll').boundingClientRect();
      query.select('#scroll').scrollOffset();
      query.exec(
        ([box, offset]: [
          WechatMiniprogram.BoundingClientRectCallbackResult,
          { scrollTop: number; scrollHeight: number },
        ]) => {
          if (box && offset)
            Object.assign(this.data, { _view: box.height, _top: offset.scrollTop, _height: offset.scrollHeight });
          done();
        },
      );
    },
    scrolled({ detail }: WechatMiniprogram.ScrollViewScroll) {
      Object.assign(this.data, { _top: detail.scrollTop, _height: detail.scrollHeight });
      if (this.isFar() !== this.data.isAway) this.measure(() => this.judgePlace());
    },
    isFar(): boolean {
      const { _top: top, _height: height, _view: view, later } = this.data;
      return later !== 'none' || height - top - view > FOLLOW_PX;
    },
    /** To be called with fresh measures: what makes the list itself higher or lower also scrolls it. */
    judgePlace() {
      const isAway = this.isFar();
      if (isAway === this.data.isAway) return;
      this.setData({ isAway });
      if (isAway) this.triggerEvent('away');
    },
    reachedTop() {
      if (this.data.earlier === 'more') this.askEarlier();
    },
    askEarlier() {
      this.triggerEvent('earlier');
    },
    reachedEnd() {
      if (this.data.later === 'more') return this.askLater();
      if (this.data.later !== 'none') return;
      this.setData({ unseen: 0, isAway: false });
      this.triggerEvent('end');
    },
    askLater() {
      this.triggerEvent('later');
    },
    askLatest() {
      if (this.data.later === 'none') this.toEnd();
      else this.triggerEvent('latest');
    },
    askUnread() {
      this.triggerEvent('unread');
    },
  },
});
