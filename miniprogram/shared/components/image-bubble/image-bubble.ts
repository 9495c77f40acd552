import { text } from '../../text/text';

/** A picture; its place is kept before it is there. Fires `broken` when it cannot be loaded. */
Component({
  properties: { content: Object },
  data: { t: { refused: text.kinds.refused }, isBroken: false },
  observers: {
    'content.url'() {
      this.setData({ isBroken: false });
    },
  },
  methods: {
    fail() {
      this.setData({ isBroken: true });
      this.triggerEvent('broken');
    },
  },
});
