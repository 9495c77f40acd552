import { words } from '../../text/words';

/** Where one types what to look for. Fires `search` with the text at every change, and `confirm` when one is done. */
Component({
  properties: {
    /** What can be found; also the name of the field. */
    hint: String,
    value: String,
    /** Characters that it takes. */
    most: { type: Number, value: 140 },
  },
  data: { t: { clear: words.search.clear } },
  methods: {
    typed({ detail }: WechatMiniprogram.Input) {
      this.tell(detail.value);
    },
    confirm() {
      this.triggerEvent('confirm');
    },
    clear() {
      this.tell('');
    },
    tell(value: string) {
      this.setData({ value });
      this.triggerEvent('search', { text: value });
    },
  },
});
