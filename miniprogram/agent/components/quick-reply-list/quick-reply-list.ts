import { words } from '../../text/words';

/** Quick replies above the composer, one of them chosen for Enter. Fires `pick` with an index, and `close`. */
Component({
  properties: {
    replies: Array,
    chosen: Number,
    /** What there is instead: nothing, or nothing that fits. */
    empty: String,
  },
  data: { t: { ...words.quick, close: words.confirm.close } },
  methods: {
    pick({ currentTarget }: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('pick', { index: Number(currentTarget.dataset['index']) });
    },
    manage() {
      void wx.navigateTo({ url: '/pages/quick-replies/quick-replies' });
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
