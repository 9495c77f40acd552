import { text } from '../../text/text';

/** Something that can be bought: picture, name and price. */
Component({
  properties: { content: Object },
  data: { t: { note: text.kinds.productNote }, isBroken: false },
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
