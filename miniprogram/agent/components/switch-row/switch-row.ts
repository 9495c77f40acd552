/** Something to turn on and off: the whole row is the switch. Fires `switch`. */
Component({
  properties: { label: String, hint: String, isOn: Boolean, isLast: Boolean },
  methods: {
    turn() {
      this.triggerEvent('switch');
    },
  },
});
