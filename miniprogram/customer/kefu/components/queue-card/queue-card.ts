import { words } from '../../../text/words';

/** Where the customer stands in the queue, and what they can do instead of waiting. Fires `cancel` and `leave`. */
Component({
  properties: {
    /** The place, and how long it will take. */
    place: String,
    /** What to do meanwhile. */
    note: String,
    /** It takes longer than anybody should wait. */
    isLong: Boolean,
  },
  data: { t: { cancel: words.queue.cancel, leave: words.hours.leave } },
  methods: {
    cancel() {
      this.triggerEvent('cancel');
    },
    leave() {
      this.triggerEvent('leave');
    },
  },
});
