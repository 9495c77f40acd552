import { words } from '../../text/words';

const says = words.labels;

/** With what a conversation is marked. Fires `save` with the `tags`. */
Component({
  properties: {
    /** Those to choose from. */
    tags: { type: Array, value: [] as string[] },
    chosen: { type: Array, value: [] as string[] },
    /** At least one is needed. */
    isRequired: Boolean,
    hint: String,
    action: String,
    isBusy: Boolean,
  },
  data: { t: says, picked: [] as string[], choices: [] as { name: string; isChosen: boolean }[] },
  observers: {
    'tags, chosen'(_: string[], chosen: string[]) {
      this.pick(chosen);
    },
  },
  methods: {
    /** What stands there already can be taken away, also when the business no longer offers it. */
    pick(picked: string[]) {
      const { tags, chosen } = this.data;
      const all = [...new Set([...tags, ...chosen])];
      this.setData({ picked, choices: all.map((name) => ({ name, isChosen: picked.includes(name) })) });
    },
    toggle({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: string }>) {
      const { name } = currentTarget.dataset;
      const { picked } = this.data;
      this.pick(picked.includes(name) ? picked.filter((one) => one !== name) : [...picked, name]);
    },
    save() {
      this.triggerEvent('save', { tags: this.data.picked });
    },
  },
});
