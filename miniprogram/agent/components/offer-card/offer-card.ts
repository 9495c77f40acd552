import { countdown } from '../../../shared/format/time';
import { partsOf } from '../../../shared/parts';
import { serverNow } from '../../../shared/server-time';
import type { OfferView } from '../../offer-view';
import { words } from '../../text/words';

const SECOND_MS = 1000;

const parts = partsOf<{ timer?: ReturnType<typeof setInterval> }>(() => ({}));

/** A colleague asks one to take over: who, what it is about, and how long there is to answer. Fires `accept`, `decline` and `open`. */
Component({
  properties: {
    offer: Object,
    /** It stands in the list, and leads to the chat. */
    canOpen: Boolean,
    isBusy: Boolean,
  },
  data: { t: words.offer, left: '', isOver: false },
  observers: {
    offer() {
      this.count();
    },
  },
  lifetimes: {
    attached() {
      parts(this).timer = setInterval(() => this.count(), SECOND_MS);
      this.count();
    },
    detached() {
      clearInterval(parts(this).timer);
    },
  },
  methods: {
    count() {
      const { until } = this.data.offer as OfferView;
      const ms = until - serverNow();
      const left = ms > 0 ? words.offer.left(countdown(ms)) : words.offer.over;
      if (left !== this.data.left) this.setData({ left, isOver: ms <= 0 });
    },
    accept() {
      this.triggerEvent('accept');
    },
    decline() {
      this.triggerEvent('decline');
    },
    open() {
      this.triggerEvent('open');
    },
  },
});
