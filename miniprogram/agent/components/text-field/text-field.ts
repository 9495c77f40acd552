/** A line or a paragraph to fill in, with its name above and what is wrong with it below. Fires `change` with `text` and `cursor`. */
Component({
  properties: {
    label: String,
    value: String,
    hint: String,
    /** What is wrong with it. */
    error: String,
    /** Said below while nothing is wrong. */
    note: String,
    isLong: Boolean,
    disabled: Boolean,
  },
  methods: {
    typed({ detail }: WechatMiniprogram.Input) {
      this.triggerEvent('change', { text: detail.value, cursor: detail.cursor });
    },
    /** Where the cursor stood when one left tells where something is to be inserted. */
    left({ detail }: WechatMiniprogram.CustomEvent<{ value: string; cursor: number }>) {
      this.triggerEvent('leave', { text: detail.value, cursor: detail.cursor });
    },
  },
});
