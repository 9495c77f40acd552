/** A person's square picture: their own, or else the first letter of an agent's name, a silhouette for a customer. */
Component({
  properties: {
    name: String,
    /** Where their own picture is. */
    picture: String,
    kind: { type: String, value: 'customer' },
    size: { type: Number, value: 40 },
  },
  data: { initial: '', isBroken: false },
  observers: {
    name(name: string) {
      this.setData({ initial: Array.from(name)[0] ?? '' });
    },
    picture() {
      this.setData({ isBroken: false });
    },
  },
  methods: {
    /** A link that has ended shows what stands in for the picture. */
    fail() {
      this.setData({ isBroken: true });
    },
  },
});
