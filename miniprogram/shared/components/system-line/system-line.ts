/** A centred grey line between messages: the time, or what happened to the conversation. Fires `act` when it offers to do something. */
Component({
  properties: {
    content: String,
    /** What it offers to do; none when empty. */
    action: String,
  },
  methods: {
    act() {
      this.triggerEvent('act');
    },
  },
});
