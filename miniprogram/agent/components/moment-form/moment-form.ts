import { type Fields, firstFields, momentOf, type When } from '../../follow-up';
import { serverNow } from '../../../shared/server-time';
import { words } from '../../text/words';

const says = words.hold;

const choices: readonly { when: When; name: string }[] = [
  { when: 'later', name: says.later },
  { when: 'tomorrow', name: says.tomorrow },
  { when: 'chosen', name: says.chosen },
];

const blank: { when: When; fields: Fields } = { when: 'later', fields: { date: '', time: '' } };

const none = { when: 'none', name: says.none } as const;

/** When one wants to come back to a conversation. Fires `pick` with the moment `at`, or without any where none is needed. */
Component({
  properties: {
    hint: String,
    action: String,
    /** One may also do without. */
    isOptional: Boolean,
    isBusy: Boolean,
  },
  data: { t: says, choices, ...blank, problem: '' },
  lifetimes: {
    attached() {
      const { isOptional } = this.data;
      this.setData({ fields: firstFields(serverNow()), choices: isOptional ? [...choices, none] : choices });
    },
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { when: When }>) {
      this.setData({ when: currentTarget.dataset.when, problem: '' });
    },
    setDate({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ 'fields.date': detail.value, problem: '' });
    },
    setTime({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ 'fields.time': detail.value, problem: '' });
    },
    send() {
      const { when, fields } = this.data;
      const now = serverNow();
      const at = momentOf(when, fields, now);
      if (when !== 'none' && (at === undefined || at <= now)) this.setData({ problem: says.past });
      else this.triggerEvent('pick', at === undefined ? {} : { at });
    },
  },
});
