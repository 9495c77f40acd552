import type { ConversationState, Source, StreamKey } from '../../../../cloudfunctions/common/protocol/documents';
import { call } from '../../../shared/cloud';
import { type Feed, startFeed } from '../../../shared/feed';
import { customerTitle } from '../../../shared/format/title';
import { openOutbox, type Outbox } from '../../../shared/outbox';
import { ChatScreen, chatScreenData } from '../../../shared/screens/chat-screen';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { priceText, productOf } from '../../shop/products';
import { rememberAsking } from '../../unread';

type Opened = ConversationState & { conversationId: string; keys: StreamKey[] };

/** What one visit to the page holds; gone when it is left. */
type Visit = { feed: Feed; outbox: Outbox; screen?: ChatScreen };

const sourceOf = (productId: string | undefined): Source => {
  const product = productOf(productId);
  return product ? { page: 'product', productId: product.id, productName: product.name } : { page: 'home' };
};

Page({
  data: {
    ...chatScreenData,
    t: {
      aboutProduct: text.chat.aboutProduct,
      sendProduct: text.chat.sendProduct,
      endedLine: text.chat.endedLine,
      startAgain: text.chat.startAgain,
      empty: text.chat.empty,
      failed: text.load.failed,
      retry: text.load.retry,
    },
    product: undefined as { name: string; picture: string; priceText: string } | undefined,
    health: 'watch',
    failure: '',
    isOpen: false,
    isClosed: false,
    keyboard: 0,
    lines: 1,
  },
  visit: undefined as Visit | undefined,
  source: sourceOf(undefined),
  isLeft: false,

  async onLoad({ productId }) {
    const product = productOf(productId);
    this.source = sourceOf(productId);
    if (product) this.setData({ product: { ...product, priceText: priceText(product.price) } });
    await this.open();
  },
  onShow() {
    this.visit?.screen?.setVisible(true);
  },
  onHide() {
    this.visit?.screen?.setVisible(false);
  },
  onUnload() {
    this.isLeft = true;
    this.visit?.screen?.close();
    this.visit?.outbox.close();
    this.visit?.feed.close();
  },

  async open() {
    this.setData({ ...chatScreenData, failure: '' });
    try {
      const opened = await call('conversation', 'open', { source: this.source });
      const outbox = this.visit?.outbox ?? (await openOutbox('customer'));
      if (this.isLeft) outbox.close();
      else this.show((this.visit ??= this.begin(outbox)), opened);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  begin(outbox: Outbox): Visit {
    return { outbox, feed: startFeed({ to: '{openid}', onHealth: (health) => this.setData({ health }) }) };
  },
  show(visit: Visit, { conversationId, keys, ...state }: Opened) {
    rememberAsking();
    visit.screen?.close();
    visit.screen = new ChatScreen({
      conversationId,
      keys,
      state,
      me: { role: 'customer' },
      feed: visit.feed,
      outbox: visit.outbox,
      viewer: { side: 'customer', own: text.chat.you, other: text.chat.service },
      onState: (now) => this.showState(now),
      setData: (paths) => this.setData(paths),
    });
    this.showState(state);
    this.setData({ isOpen: true });
  },
  showState(state: ConversationState) {
    void wx.setNavigationBarTitle({ title: customerTitle(state) });
    this.setData({ isClosed: state.status === 'closed' });
  },
  async startAgain() {
    this.setData({ isOpen: false, isClosed: false });
    await this.open();
  },

  send({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.visit?.screen?.send(detail.text);
  },
  sendProduct() {
    const { product } = this.data;
    if (!product || !this.visit?.screen) return;
    this.visit.screen.send(text.chat.productMessage(product.name, product.priceText));
    this.setData({ product: undefined });
  },
  resend({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.visit?.screen?.resend(String(currentTarget.dataset['key']));
  },
  async loadEarlier() {
    await this.visit?.screen?.loadEarlier();
  },
  reachEnd() {
    this.visit?.screen?.setAtEnd(true);
  },
  leaveEnd() {
    this.visit?.screen?.setAtEnd(false);
  },
  resize({ detail }: WechatMiniprogram.CustomEvent<{ keyboard: number; lines: number }>) {
    this.setData({ keyboard: detail.keyboard, lines: detail.lines });
  },
});
