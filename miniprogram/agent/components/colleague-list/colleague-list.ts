import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { text } from '../../../shared/text/text';
import { words } from '../../text/words';

type Person = Colleague & { note?: string; isOff?: boolean };

/** Colleagues to choose one of; `note` says how busy one is, and `isOff` that they cannot be chosen. Fires `pick` with the colleague. */
Component({
  properties: {
    people: { type: Array, value: [] as Person[] },
    /** The id of the one who is chosen already. */
    chosen: String,
  },
  data: {
    t: { ...words.forward, nothing: words.search.nothing, presence: text.presence, roles: text.roles },
    query: '',
    shown: [] as Person[],
  },
  observers: {
    'people, query'(people: Person[], query: string) {
      const wanted = query.trim().toLowerCase();
      this.setData({ shown: people.filter(({ name }) => name.toLowerCase().includes(wanted)) });
    },
  },
  methods: {
    search({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.setData({ query: detail.text });
    },
    pick({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const colleague = this.data.shown[Number(currentTarget.dataset['index'])];
      if (!colleague?.isOff) this.triggerEvent('pick', { colleague });
    },
  },
});
