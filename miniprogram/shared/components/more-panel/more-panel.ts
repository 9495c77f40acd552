/** What else can be sent or done, as signs with their names. Fires `choose` with the name of one. */
Component({
  properties: {
    /** `{name, label, icon}` each; the icon is one of TDesign's. */
    items: { type: Array, value: [] as object[] },
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: string }>) {
      this.triggerEvent('choose', { name: currentTarget.dataset.name });
    },
  },
});
