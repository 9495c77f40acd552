import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { text } from '../../../shared/text/text';
import { words } from '../../text/words';

/** Colleagues to choose one of. Fires `pick` with the colleague. */
Component({
  properties: {
    people: { type: Array, value: [] as Colleague[] },
    /** The id of the one who is chosen already. */
    chosen: String,
  },
  data: {
    t: { ...words.forward, nothing: words.search.nothing, presence: text.presence, roles: text.roles },
    query: '',
    shown: [] as Colleague[],
  },
  observers: {
    'people, query'(people: Colleague[], query: string) {
      const wanted = query.trim().toLowerCase();
      this.setData({ shown: people.filter(({ name }) => name.toLowerCase().includes(wanted)) });
    },
  },
  methods: {
    search({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.setData({ query: detail.text });
    },
    pick({ currentTarget }: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('pick', { colleague: this.data.shown[Number(currentTarget.dataset['index'])] });
    },
  },
});
