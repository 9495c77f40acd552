import { pagesOf } from '../../format/panel';
import { text } from '../../text/text';

/** What else can be sent or done, as signs with their names, in pages. Fires `choose` with the name of one. */
Component({
  properties: {
    /** `{name, label, icon}` each; the icon is one of TDesign's. */
    items: { type: Array, value: [] as object[] },
  },
  data: { pages: [] as object[][], current: 0, place: '' },
  observers: {
    'items, current'(items: object[], current: number) {
      const pages = pagesOf(items);
      this.setData({ pages, place: text.panel.page(current + 1, pages.length) });
    },
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: string }>) {
      this.triggerEvent('choose', { name: currentTarget.dataset.name });
    },
    turned({ detail }: WechatMiniprogram.CustomEvent<{ current: number }>) {
      this.setData({ current: detail.current });
    },
    /** For a mouse, which cannot swipe, and for who does not see. */
    turn() {
      this.setData({ current: (this.data.current + 1) % this.data.pages.length });
    },
  },
});
