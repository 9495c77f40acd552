import { words } from '../../text/words';

/** Slides up over what it lies in, with a title and whatever is put into it. Fires `close`. */
Component({
  properties: { title: String },
  data: { t: { close: words.confirm.close } },
  methods: {
    close() {
      this.triggerEvent('close');
    },
  },
});
