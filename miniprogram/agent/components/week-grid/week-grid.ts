import type { ShiftDay } from '../../shift-form';

/** A week, a day a line, with what is taken of each day. Fires `choose` with the `index` of a day, unless it is only to be read. */
Component({
  properties: {
    days: { type: Array, value: [] as ShiftDay[] },
    readOnly: Boolean,
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent) {
      if (!this.data.readOnly) this.triggerEvent('choose', { index: Number(currentTarget.dataset['index']) });
    },
  },
});
