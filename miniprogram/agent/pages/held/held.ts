import type { Held } from '../../../../cloudfunctions/common/protocol/rights';
import { call } from '../../../shared/cloud';
import { rowTime } from '../../../shared/format/time';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { recordsText } from '../../text/records';

const says = recordsText.rights;

type Item = { key: string; conversationId: string; name: string; of: string; reason: string; by: string };

const itemOf = ({ of, conversationId, customer, reason, by, at }: Held): Item => ({
  key: `${of}:${customer.id}:${conversationId}`,
  conversationId,
  name: customer.name,
  of: of === 'customer' ? says.ofCustomer : says.ofConversation,
  reason,
  by: says.by(by, rowTime(at, serverNow())),
});

/** Everything that is held, for those who may hold and release it. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    items: [] as Item[],
    isLoading: true,
    failure: '',
  },
  onLoad() {
    void wx.setNavigationBarTitle({ title: says.held });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    this.setData({ isLoading: true });
    await loading(this, async () => {
      const { held } = await call('customer', 'held', {});
      this.setData({ items: held.map(itemOf) });
    });
    this.setData({ isLoading: false });
  },
  manage({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const id = String(currentTarget.dataset['conversation']);
    if (id) void wx.navigateTo({ url: `/pages/hold/hold?id=${id}` });
  },
});
