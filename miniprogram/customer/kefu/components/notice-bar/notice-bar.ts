/** One sentence above the chat or the composer, and what can be done about it. Fires `act`, and `close` when it can be closed. */
Component({
  properties: {
    sentence: String,
    /** None when empty. */
    action: String,
    /** Named when it can be closed. */
    closing: String,
  },
  methods: {
    act() {
      this.triggerEvent('act');
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
