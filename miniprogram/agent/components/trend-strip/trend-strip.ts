import type { TrendView } from '../../search-trend';
import { text } from '../../../shared/text/text';
import { recordsText } from '../../text/records';

const says = recordsText.records;

type Named = WechatMiniprogram.BaseEvent<object, { name: string }>;

/** What the hits of a search have in common. Fires `span` with the `first` and the `last` day of a bar, `term`, `product` and `goon`. */
Component({
  properties: {
    view: { type: Object, value: null as unknown as TrendView },
    /** How far it has come. */
    status: String,
    isWorking: Boolean,
    isPartly: Boolean,
  },
  data: { t: { ...says.trend, retry: text.load.retry, goOn: says.state.goOn } },
  methods: {
    pickBar({ currentTarget }: WechatMiniprogram.BaseEvent<object, { index: number }>) {
      const bar = this.data.view.bars[currentTarget.dataset.index];
      if (bar && bar.hits > 0) this.triggerEvent('span', { first: bar.first, last: bar.last });
    },
    pickTerm({ currentTarget }: Named) {
      this.triggerEvent('term', { name: currentTarget.dataset.name });
    },
    pickProduct({ currentTarget }: Named) {
      this.triggerEvent('product', { name: currentTarget.dataset.name });
    },
    goOn() {
      this.triggerEvent('goon');
    },
  },
});
