/** An order: its number and status, what was bought and for how much. */
Component({
  properties: { content: Object },
  data: { isBroken: false },
  observers: {
    'content.picture'() {
      this.setData({ isBroken: false });
    },
  },
  methods: {
    /** A picture out of the other app's package is not here. */
    fail() {
      this.setData({ isBroken: true });
    },
  },
});
