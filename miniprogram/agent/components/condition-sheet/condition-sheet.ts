import type { Conditions } from '../../../../cloudfunctions/common/protocol/search';
import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import type { Options } from '../../business-options';
import {
  type ChoiceField,
  type ChoiceGroup,
  choiceGroups,
  type FieldRow,
  toggled,
  withWritten,
  type WrittenField,
  writtenFields,
} from '../../condition-choices';
import { betweenDays, chosenDays, type ConditionName, without } from '../../search-conditions';
import { recordsText } from '../../text/records';

const says = recordsText.records;

const noConditions: Conditions = {};
const noOptions: Options = { skills: [], tags: [], requireTags: false };

type Choose = WechatMiniprogram.BaseEvent<object, { field: ChoiceField; value: string | number }>;

/** What a search is narrowed by behind one chip. Fires `choose` with the new `conditions`, and `close`. */
Component({
  properties: {
    name: String,
    conditions: { type: Object, value: noConditions },
    options: { type: Object, value: noOptions },
    people: { type: Array, value: [] as Colleague[] },
  },
  data: {
    t: says,
    title: '',
    draft: noConditions,
    groups: [] as ChoiceGroup[],
    fields: [] as FieldRow[],
    days: { first: '', last: '' },
    problem: '',
    isChosen: false,
  },
  observers: {
    /** What was chosen stays when there is more to choose from. */
    options() {
      if (this.data.name) this.show(this.data.draft);
    },
    'name, conditions'(name: ConditionName, conditions: Conditions) {
      if (!name) return;
      const isChosen = Object.keys(without(conditions, name)).length < Object.keys(conditions).length;
      this.setData({ title: says.conditions[name], days: chosenDays(conditions), problem: '', isChosen });
      this.setData({ fields: writtenFields(name, conditions) });
      this.show(conditions);
    },
  },
  methods: {
    show(draft: Conditions) {
      const groups = choiceGroups(this.data.name as ConditionName, draft, this.data.options);
      this.setData({ draft, groups });
    },
    /** Where there is nothing else to say, one tap is all. */
    toggle({ currentTarget }: Choose) {
      const { field, value } = currentTarget.dataset;
      const draft = toggled(this.data.draft, field, value);
      if (this.data.name === 'more') this.show(draft);
      else this.tell(draft);
    },
    toggleScript() {
      const { anyScript, ...rest } = this.data.draft;
      this.setData({ draft: anyScript ? rest : { ...rest, anyScript: true } });
    },
    write({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      const field = String(currentTarget.dataset['field']) as WrittenField;
      this.setData({ draft: withWritten(this.data.draft, field, detail.text) });
    },
    setDay({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ [`days.${String(currentTarget.dataset['end'])}`]: detail.value, problem: '' });
    },
    pickAgent({ detail }: WechatMiniprogram.CustomEvent<{ colleague: Colleague }>) {
      const { id: agent, name: agentName } = detail.colleague;
      this.tell({ ...this.data.draft, agent, agentName });
    },
    nameAgent({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.tell({ ...without(this.data.draft, 'agent'), agent: detail.text });
    },
    apply() {
      const { draft, days, name } = this.data;
      if (name !== 'time') this.tell(draft);
      else if (days.first && days.last && days.last < days.first) this.setData({ problem: says.badSpan });
      else this.tell({ ...without(draft, 'time'), ...betweenDays(days.first, days.last) });
    },
    clear() {
      this.tell(without(this.data.conditions, this.data.name as ConditionName));
    },
    tell(conditions: Conditions) {
      this.triggerEvent('choose', { conditions });
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
