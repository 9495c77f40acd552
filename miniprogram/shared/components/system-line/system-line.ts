/** A centred grey line between messages: the time, or what happened. Fires `act` for what it offers to do. */
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
