import type { Blocked } from '../../../../cloudfunctions/common/protocol/customer';
import { call } from '../../../shared/cloud';
import { separatorTime } from '../../../shared/format/time';
import { confirm } from '../../../shared/screens/confirm';
import { showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';

const says = recordsText.file;

const rowOf = ({ customerId, name, blockedAt, conversationId = '' }: Blocked) => ({
  id: customerId,
  name,
  time: says.blockedAt(separatorTime(blockedAt, serverNow())),
  conversationId,
});

/** Customers who are kept out, for those who may let them in again. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    customers: [] as ReturnType<typeof rowOf>[],
    isLoading: true,
    failure: '',
  },
  onLoad() {
    void wx.setNavigationBarTitle({ title: says.blockedTitle });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    this.setData({ isLoading: true });
    await loading(this, async () => {
      const { customers } = await call('customer', 'blocked', {});
      this.setData({ customers: customers.map(rowOf) });
    });
    this.setData({ isLoading: false });
  },
  openFile({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/customer/customer?id=${String(currentTarget.dataset['id'])}` });
  },
  async unblock({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const { name, conversation: conversationId } = currentTarget.dataset as Record<'name' | 'conversation', string>;
    const question = { title: says.confirmUnblock(name), content: says.unblockHint, yes: says.unblock };
    if (!(await confirm({ ...question, no: words.confirm.cancel }))) return;
    try {
      await call('customer', 'block', { conversationId, isBlocked: false });
      void wx.showToast({ title: says.unblocked, icon: 'none' });
      await this.load();
    } catch (error) {
      showFailure(error);
    }
  },
});
