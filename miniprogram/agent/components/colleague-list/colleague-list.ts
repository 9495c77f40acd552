import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { text } from '../../../shared/text/text';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';

type Person = Colleague & { note?: string; isOff?: boolean };

/**
 * Colleagues to choose one of; `note` says how busy one is, and `isOff` that they cannot be chosen. Fires `pick` with the colleague,
 * or `name` with the `text` that was typed.
 */
Component({
  properties: {
    people: { type: Array, value: [] as Person[] },
    /** The id of the one who is chosen already. */
    chosen: String,
    /** Also a part of a name will do: of somebody who has left, or of several. */
    canName: Boolean,
  },
  data: {
    t: { ...words.forward, nothing: words.search.nothing, presence: text.presence, roles: text.roles },
    query: '',
    naming: '',
    shown: [] as Person[],
  },
  observers: {
    'people, query'(people: Person[], query: string) {
      const wanted = query.trim().toLowerCase();
      const naming = wanted === '' ? '' : recordsText.records.namedAgent(query.trim());
      this.setData({ naming, shown: people.filter(({ name }) => name.toLowerCase().includes(wanted)) });
    },
  },
  methods: {
    search({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.setData({ query: detail.text });
    },
    name() {
      this.triggerEvent('name', { text: this.data.query.trim() });
    },
    pick({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const colleague = this.data.shown[Number(currentTarget.dataset['index'])];
      if (!colleague?.isOff) this.triggerEvent('pick', { colleague });
    },
  },
});
