import type { ConversationState, Source, StreamKey } from '../../../../cloudfunctions/common/protocol/documents';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { call } from '../../../shared/cloud';
import { customerTitle } from '../../../shared/format/title';
import type { Outbox } from '../../../shared/outbox';
import { ChatScreen } from '../../../shared/screens/chat-screen';
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
    t: {
      aboutProduct: text.chat.aboutProduct,
      sendProduct: text.chat.sendProduct,
      endedLine: text.chat.endedLine,
      startAgain: text.chat.startAgain,
      empty: text.chat.empty,
    },
    product: undefined as { name: string; picture: string; priceText: string } | undefined,
    health: 'watch',
    failure: '',
    isOpen: false,
    isClosed: false,
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
    this.setData({ failure: '' });
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
      view: this.selectComponent('#chat'),
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

  async act({ detail }: WechatMiniprogram.CustomEvent<ChatAct>) {
    if (detail.name === 'retry') await this.open();
    else await this.screen?.act(detail);
  },
  sendProduct() {
    const { product } = this.data;
    if (!product || !this.screen) return;
    this.screen.send(text.chat.productMessage(product.name, product.priceText));
    this.setData({ product: undefined });
  },
});
