import { text } from '../../text/text';

/** So close to the end a reader follows what arrives. */
const FOLLOW_PX = 80;

const square = { width: '40px', height: '40px', borderRadius: '6px', marginRight: '12px' };
const bar = { height: '40px', borderRadius: '6px', marginRight: 'auto' };
const skeletonRows = ['56%', '38%', '64%'].map((width) => [square, { ...bar, width }]);

/**
 * The scrolling frame of a chat; the page puts its messages in. It stays at the end while the reader is there, keeps the
 * place when older messages come in above, and counts what arrives unseen. Fires `earlier`, `end` and `away`.
 */
Component({
  options: { pureDataPattern: /^_/ },
  properties: {
    /** Key of the first message and number of messages: together they tell what has changed. */
    head: String,
    count: Number,
    lastOwn: Boolean,
    /** What it says when there is no message. */
    empty: String,
    /** The first page is on its way. */
    isLoading: Boolean,
    /** Whether there is something before: `more`, `loading`, `failed`, `end` after the last of it, or `none` from the start. */
    earlier: { type: String, value: 'none' },
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
    },
    skeleton: skeletonRows,
    anchor: '',
    scrollTop: 0,
    unseen: 0,
    isAway: false,
    pill: text.list.toEnd,
    _head: '',
    _count: 0,
    _top: 0,
    _height: 0,
    _view: 0,
  },
  observers: {
    'head, count'(head: string, count: number) {
      this.itemsChanged(head, count);
    },
    room() {
      if (!this.data.isAway) this.toEnd();
    },
  },
  methods: {
    itemsChanged(head: string, count: number) {
      const added = count - this.data._count;
      const isPrepended = this.data._count > 0 && head !== this.data._head;
      Object.assign(this.data, { _head: head, _count: count });
      if (added === 0) return;
      if (isPrepended) wx.nextTick(() => this.keepPlace());
      else if (this.data.isAway && !this.data.lastOwn) this.countUnseen(added);
      else this.toEnd();
    },
    countUnseen(added: number) {
      const unseen = Math.max(0, this.data.unseen + added);
      this.setData({ unseen, pill: unseen > 0 ? text.list.unseen(unseen) : text.list.toEnd });
    },
    toEnd() {
      this.setData({ unseen: 0, isAway: false, pill: text.list.toEnd });
      wx.nextTick(() => {
        this.setData({ anchor: this.data.anchor === 'end' ? 'end-again' : 'end' });
        this.measure(() => this.triggerEvent('end'));
      });
    },
    /** Older messages have pushed the rest down by as much as the list has grown. */
    keepPlace() {
      const { _top: top, _height: height } = this.data;
      this.measure(() => this.scrollTo(top + this.data._height - height));
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
      const { _top: top, _height: height, _view: view } = this.data;
      return height - top - view > FOLLOW_PX;
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
      this.setData({ unseen: 0, isAway: false, pill: text.list.toEnd });
      this.triggerEvent('end');
    },
  },
});
