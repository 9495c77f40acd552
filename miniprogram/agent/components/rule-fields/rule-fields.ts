import { type Field, meantBy } from '../../rules-form';
import { leading } from '../../text/leading';

const strategies = leading.rules.strategies;

type Strategy = keyof typeof strategies;

const choices = (['', 'leastLoaded', 'longestIdle', 'roundRobin', 'weighted'] as Strategy[]).map((value) => ({
  value,
  label: strategies[value],
}));

/** Things to set in rules, each with a sentence that says what it does. Fires `change` with the path and the value meant. */
Component({
  properties: {
    fields: { type: Array, value: [] as Field[] },
    isReadOnly: Boolean,
    /** Following the rules of all is a choice too. */
    isSkill: Boolean,
  },
  data: { choices },
  methods: {
    typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      const { index, field } = this.fieldOf(currentTarget.dataset);
      if (!field) return;
      this.setData({ [`fields[${index}].value`]: detail.text, [`fields[${index}].error`]: '' });
      this.tell(field, meantBy(field.kind, detail.text, field.known));
    },
    turn({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const { index, field } = this.fieldOf(currentTarget.dataset);
      if (!field || this.data.isReadOnly) return;
      const isOn = !field.isOn;
      this.setData({ [`fields[${index}].isOn`]: isOn });
      this.tell(field, isOn);
    },
    choose({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const { index, field } = this.fieldOf(currentTarget.dataset);
      if (!field || this.data.isReadOnly) return;
      const value = String(currentTarget.dataset['value']);
      this.setData({ [`fields[${index}].value`]: value, [`fields[${index}].error`]: '' });
      this.tell(field, value || undefined);
    },
    fieldOf(dataset: Record<string, unknown>) {
      const index = Number(dataset['index']);
      return { index, field: this.data.fields[index] };
    },
    tell({ path }: Field, value: unknown) {
      this.triggerEvent('change', { path, value });
    },
  },
});
