/** What stands where a list would: nothing there yet, or it could not be had. One sentence and one action, which fires `act`. */
Component({
  properties: {
    icon: { type: String, value: 'chat' },
    sentence: String,
    hint: String,
    action: String,
  },
  methods: {
    act() {
      this.triggerEvent('act');
    },
  },
});
