import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { words } from '../../text/words';

const says = words.invite;

const ways = [
  { isUnseen: false, name: says.seen, hint: says.seenHint },
  { isUnseen: true, name: says.unseen, hint: says.unseenHint },
];

/** Whom one asks into a conversation, and whether the customer sees it. Fires `invite` with `agentId`, `name` and `isUnseen`. */
Component({
  properties: {
    people: Array,
    isBusy: Boolean,
  },
  data: { t: says, ways, isUnseen: false, chosen: '', name: '' },
  methods: {
    choose({ detail }: WechatMiniprogram.CustomEvent<{ colleague: Colleague }>) {
      this.setData({ chosen: detail.colleague.id, name: detail.colleague.name });
    },
    chooseWay({ currentTarget }: WechatMiniprogram.BaseEvent<object, { index: number }>) {
      this.setData({ isUnseen: ways[currentTarget.dataset.index]?.isUnseen === true });
    },
    send() {
      const { chosen: agentId, name, isUnseen } = this.data;
      if (agentId) this.triggerEvent('invite', { agentId, name, isUnseen });
    },
  },
});
