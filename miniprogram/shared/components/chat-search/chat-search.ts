import { text } from '../../text/text';

/** Looks for something in a chat. Fires `find` with the text, `pick` with the key of a message, `earlier` to look further back, and `close`. */
Component({
  properties: {
    /** What is looked for. */
    words: String,
    hits: { type: Array, value: [] as object[] },
    /** There is more in the cloud than was looked through. */
    hasEarlier: Boolean,
    isLoading: Boolean,
  },
  data: {
    t: {
      name: text.search.name,
      hint: text.search.hint,
      cancel: text.search.cancel,
      clear: text.search.clear,
      scope: text.search.scope,
      earlier: text.search.earlier,
    },
    value: '',
    none: '',
  },
  observers: {
    'words, hits'(words: string, hits: object[]) {
      this.setData({ none: words !== '' && hits.length === 0 ? text.search.none(words) : '' });
    },
  },
  methods: {
    typed({ detail }: WechatMiniprogram.Input) {
      this.look(detail.value);
    },
    clear() {
      this.look('');
    },
    look(value: string) {
      this.setData({ value });
      this.triggerEvent('find', { text: value });
    },
    pick({ currentTarget }: WechatMiniprogram.BaseEvent<object, { key: string }>) {
      this.triggerEvent('pick', { key: currentTarget.dataset.key });
    },
    lookBack() {
      if (!this.data.isLoading) this.triggerEvent('earlier');
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
