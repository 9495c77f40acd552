import type { ConversationState, Source, StreamKey } from '../../../../cloudfunctions/common/protocol/documents';
import { call } from '../../../shared/cloud';
import { customerTitle } from '../../../shared/format/title';
import type { Outbox } from '../../../shared/outbox';
import { ChatScreen, chatScreenData } from '../../../shared/screens/chat-screen';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { priceText, productOf } from '../../shop/products';
import { openFeed, openOutbox, rememberAsking } from '../../session';

type Opened = ConversationState & { conversationId: string; keys: StreamKey[] };

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
      editAgain: text.bubble.editAgain,
    },
    product: undefined as { name: string; picture: string; priceText: string } | undefined,
    health: 'watch',
    failure: '',
    isOpen: false,
    isClosed: false,
    keyboard: 0,
    lines: 1,
  },
  screen: undefined as ChatScreen | undefined,
  unsubscribe: undefined as (() => void) | undefined,
  source: sourceOf(undefined),
  isLeft: false,

  async onLoad({ productId }) {
    const product = productOf(productId);
    this.source = sourceOf(productId);
    if (product) this.setData({ product: { ...product, priceText: priceText(product.price) } });
    await this.open();
  },
  onShow() {
    this.screen?.setVisible(true);
  },
  onHide() {
    this.screen?.setVisible(false);
  },
  onUnload() {
    this.isLeft = true;
    this.screen?.close();
    this.unsubscribe?.();
  },

  async open() {
    this.setData({ ...chatScreenData, failure: '' });
    try {
      const opened = await call('conversation', 'open', { source: this.source });
      const outbox = await openOutbox();
      if (!this.isLeft) this.show(opened, outbox);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  show({ conversationId, keys, ...state }: Opened, outbox: Outbox) {
    rememberAsking();
    const feed = openFeed();
    this.screen?.close();
    this.screen = new ChatScreen({
      conversationId,
      keys,
      state,
      me: { role: 'customer' },
      feed,
      outbox,
      viewer: { side: 'customer', own: text.chat.you, other: text.chat.service },
      title: customerTitle,
      onState: (now) => this.showState(now),
      setData: (paths) => this.setData(paths),
    });
    this.unsubscribe ??= feed.subscribe({ onHealth: (health) => this.setData({ health }) });
    this.showState(state);
    this.setData({ isOpen: true, health: feed.health() });
  },
  showState(state: ConversationState) {
    this.setData({ isClosed: state.status === 'closed' });
  },
  async startAgain() {
    this.setData({ isOpen: false, isClosed: false });
    await this.open();
  },

  send({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.screen?.send(detail.text);
  },
  reportTyping() {
    this.screen?.reportTyping();
  },
  sendProduct() {
    const { product } = this.data;
    if (!product || !this.screen) return;
    this.screen.send(text.chat.productMessage(product.name, product.priceText));
    this.setData({ product: undefined });
  },
  resend({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.screen?.resend(String(currentTarget.dataset['key']));
  },
  async openMenu({ currentTarget }: WechatMiniprogram.BaseEvent) {
    await this.screen?.openMenu(String(currentTarget.dataset['key']));
  },
  editAgain({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.screen?.editAgain(String(currentTarget.dataset['key']));
  },
  async loadEarlier() {
    await this.screen?.loadEarlier();
  },
  reachEnd() {
    this.screen?.setAtEnd(true);
  },
  leaveEnd() {
    this.screen?.setAtEnd(false);
  },
  resize({ detail }: WechatMiniprogram.CustomEvent<{ keyboard: number; lines: number }>) {
    this.setData({ keyboard: detail.keyboard, lines: detail.lines });
  },
});
