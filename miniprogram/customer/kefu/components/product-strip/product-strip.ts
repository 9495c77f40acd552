import { words } from '../../../text/words';

/** What the customer was looking at, above the chat. Fires `send` and `close`. */
Component({
  properties: { name: String, price: String, picture: String },
  data: { t: { send: words.product.send, close: words.product.close }, about: '' },
  observers: {
    name(name: string) {
      this.setData({ about: words.product.about(name) });
    },
  },
  methods: {
    send() {
      this.triggerEvent('send');
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
