import type { Choice } from '../../../../../cloudfunctions/common/protocol/documents';
import { words } from '../../../text/words';

/** What the customer may need, to choose from by one tap before anybody is assigned. Fires `choose` with the choice's id. */
Component({
  properties: {
    /** `{id, name}` each. */
    choices: { type: Array, value: [] as Choice[] },
    /** The one that was tapped, while it is on its way. */
    chosen: String,
  },
  data: { t: { ask: words.choices.ask } },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      if (this.data.chosen === '') this.triggerEvent('choose', { id: currentTarget.dataset.id });
    },
  },
});
