/** Says that something in the configuration is wrong, and leads to where it is told; nothing while there is nothing to say. */
Component({
  properties: { sentence: String },
  methods: {
    open() {
      void wx.navigateTo({ url: '/pages/settings/settings' });
    },
  },
});
