import type { WithheldCursor } from '../../../../cloudfunctions/common/protocol/message';
import { call } from '../../../shared/cloud';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openConversation } from '../../navigation';
import { openSession } from '../../session';
import { words } from '../../text/words';
import { withPictures, withheldItem, type WithheldItem } from '../../withheld-item';

const says = words.withheld;

/** What moderation keeps from the other side, for those who may release it. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    items: [] as WithheldItem[],
    isLoading: true,
    hasMore: false,
    failure: '',
  },
  next: undefined as WithheldCursor | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  async load() {
    this.next = undefined;
    this.setData({ items: [] });
    await this.loadMore();
  },
  async loadMore() {
    this.setData({ isLoading: true, failure: '' });
    try {
      const { self } = await openSession();
      const { messages, next } = await call('message', 'withheld', this.next ? { before: this.next } : {});
      const items = await withPictures(messages.map((message) => withheldItem(message, self)));
      this.next = next;
      this.setData({ items: [...this.data.items, ...items], hasMore: next !== undefined });
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
    this.setData({ isLoading: false });
  },
  async onReachBottom() {
    if (this.data.hasMore && !this.data.isLoading) await this.loadMore();
  },
  preview({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.previewImage({ urls: [String(currentTarget.dataset['url'])] });
  },
  openChat({ currentTarget }: WechatMiniprogram.BaseEvent) {
    openConversation(String(currentTarget.dataset['conversation']));
  },
  async release({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const { id, conversation } = currentTarget.dataset as Record<'id' | 'conversation', string>;
    const { confirmRelease: title, releaseHint: content, release: yes } = says;
    if (!(await confirm({ title, content, yes, no: words.confirm.cancel }))) return;
    try {
      await call('message', 'release', { conversationId: conversation, messageId: id });
      this.setData({ items: this.data.items.filter((item) => item.id !== id) });
      void wx.showToast({ title: says.released, icon: 'none' });
    } catch (error) {
      showFailure(error);
    }
  },
});
