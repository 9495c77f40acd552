import { words } from '../../text/words';

/** One who waits in the queue. Fires `claim`, and `open` where one may look before. */
Component({
  properties: {
    item: Object,
    canOpen: Boolean,
    /** Is being taken. */
    isBusy: Boolean,
  },
  data: { t: { claim: words.queue.claim } },
  methods: {
    open() {
      if (this.data.canOpen) this.triggerEvent('open');
    },
    claim() {
      this.triggerEvent('claim');
    },
  },
});
