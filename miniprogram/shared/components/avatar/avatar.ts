/** A person's square picture: the first letter of an agent's name, a silhouette for a customer. */
Component({
  properties: {
    name: String,
    kind: { type: String, value: 'customer' },
    size: { type: Number, value: 40 },
  },
  data: { initial: '' },
  observers: {
    name(name: string) {
      this.setData({ initial: Array.from(name)[0] ?? '' });
    },
  },
});
