import { chooseFrom } from '../../../shared/screens/action-sheet';
import type { ListItem } from '../../conversation-item';

/** One conversation in the list. Fires `open`, and `act` with what was chosen after a swipe or a long press. */
Component({
  properties: {
    item: Object,
    isChosen: Boolean,
    /** Several are being selected: a tap selects. */
    isSelecting: Boolean,
    isSelected: Boolean,
  },
  methods: {
    /** A tap beside acts that a swipe has shown only puts them away. */
    open() {
      const swipe = this.selectComponent('#swipe') as { data?: { opened?: boolean } } | null;
      if (!swipe?.data?.opened) this.triggerEvent('open');
    },
    act({ currentTarget }: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('act', { act: String(currentTarget.dataset['act']) });
    },
    async openMenu() {
      if (this.data.isSelecting) return;
      const { allActs: acts } = this.data.item as ListItem;
      const choice = await chooseFrom(acts.map(({ label }) => label));
      const act = choice === undefined ? undefined : acts[choice];
      if (act) this.triggerEvent('act', { act: act.act });
    },
  },
});
