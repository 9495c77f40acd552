import { text } from '../../text/text';

/** What can be done with several messages at once. Fires `act` with its name: `cancel`, `copy`, `forward` or `remove`. */
Component({
  properties: {
    count: Number,
    canForward: Boolean,
  },
  data: {
    t: {
      cancel: text.selection.cancel,
      copy: text.selection.copy,
      forward: text.selection.forward,
      remove: text.selection.remove,
    },
    title: text.selection.none,
  },
  observers: {
    count(count: number) {
      this.setData({ title: count > 0 ? text.selection.count(count) : text.selection.none });
    },
  },
  methods: {
    act({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: string }>) {
      const { name } = currentTarget.dataset;
      if (name === 'cancel' || this.data.count > 0) this.triggerEvent('act', { name });
    },
  },
});
