import type { MemberRow } from '../../member-row';

/** A member of the team: who they are, whether they are there, and how much they have to do. Fires `open`. */
Component({
  properties: { row: { type: Object, value: {} as MemberRow } },
  methods: {
    open() {
      this.triggerEvent('open');
    },
  },
});
