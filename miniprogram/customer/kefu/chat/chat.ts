import type { Opened } from '../../../../cloudfunctions/common/protocol/conversation';
import type { ConversationState, Source } from '../../../../cloudfunctions/common/protocol/documents';
import { lookAt, lookAway } from '../../../shared/attention';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { call } from '../../../shared/cloud';
import { mediaPanel } from '../../../shared/format/panel';
import { customerTitle } from '../../../shared/format/title';
import type { Outbox } from '../../../shared/outbox';
import { ChatScreen } from '../../../shared/screens/chat-screen';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { followAppearance } from '../../appearance';
import { type Business, keepBusiness, knownBusiness, needsConsent, watchBusiness } from '../../business';
import { openFeed, openOutbox, rememberAsking } from '../../session';
import { productCard } from '../../shop/cards';
import { orders } from '../../shop/orders';
import { priceText, productOf } from '../../shop/products';
import { words } from '../../text/words';
import { consentToAll, isGuideOpen, letWeChatAsk } from '../consent';
import { askForCredit } from '../credits';
import { closeNameRequest, mayAskName } from '../name-request';
import { openingTime } from '../opening-time';

const sourceOf = (productId: string | undefined): Source => {
  const product = productOf(productId);
  return product ? { page: 'product', productId: product.id, productName: product.name } : { page: 'home' };
};

Page({
  data: {
    t: {
      empty: text.chat.empty,
      queued: words.queue.line,
      leave: words.hours.leave,
      refused: words.consent.refused,
      consent: words.consent.again,
      askName: words.profile.ask,
      fill: words.profile.fill,
      later: words.profile.later,
    },
    style: '',
    product: undefined as { id: string; name: string; picture: string; priceText: string } | undefined,
    health: 'watch',
    failure: '',
    isOpen: false,
    isQueued: false,
    /** Why nobody is there, and when somebody will be. */
    closedHours: '',
    questions: [] as string[],
    privacy: '',
    isMuted: false,
    isConsentShown: false,
    hasGuide: false,
    isNameAsked: false,
    panel: [...mediaPanel, { name: 'order', label: text.panel.order, icon: 'cart' }],
    orders,
    isOrdersShown: false,
  },
  screen: undefined as ChatScreen | undefined,
  conversationId: '',
  stops: [] as (() => void)[],
  source: sourceOf(undefined),
  hasSpoken: false,
  isVisible: true,
  isLeft: false,

  async onLoad({ productId }) {
    const product = productOf(productId);
    this.source = sourceOf(productId);
    if (product) this.setData({ product: { ...product, priceText: priceText(product.price) } });
    this.stops = [
      followAppearance((style) => this.setData({ style })),
      watchBusiness((business) => this.showBusiness(business)),
    ];
    await this.open();
  },
  onShow() {
    this.setVisible(true);
  },
  onHide() {
    this.setVisible(false);
  },
  onUnload() {
    this.isLeft = true;
    lookAway(this.conversationId);
    this.screen?.close();
    for (const stop of this.stops.splice(0)) stop();
  },
  setVisible(isVisible: boolean) {
    this.isVisible = isVisible;
    this.screen?.setVisible(isVisible);
    if (isVisible && this.conversationId) lookAt(this.conversationId);
    else lookAway(this.conversationId);
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
  show({ settings, profile, service, ...opened }: Opened, outbox: Outbox) {
    rememberAsking();
    keepBusiness({ settings, profile });
    this.showService(service);
    this.openScreen(opened, outbox);
    void this.askForConsent();
  },
  openScreen({ conversationId, keys, ...state }: Omit<Opened, 'settings' | 'profile' | 'service'>, outbox: Outbox) {
    const feed = openFeed();
    this.screen?.close();
    this.goTo(conversationId);
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
      onContinued: (next) => this.goTo(next),
      onAct: ({ name }) => name === 'order' && this.setData({ isOrdersShown: true }),
      view: this.selectComponent('#chat'),
    });
    this.stops.push(feed.subscribe({ onHealth: (health) => this.setData({ health }) }));
    this.showState(state);
    this.setData({ isOpen: true, health: feed.health() });
  },
  goTo(conversationId: string) {
    this.conversationId = conversationId;
    if (this.isVisible) lookAt(conversationId);
  },
  showState({ status }: ConversationState) {
    this.setData({ isQueued: status === 'queued' });
  },
  showService({ isOpen, opensAt }: Opened['service']) {
    const opening = opensAt === undefined ? '' : openingTime(opensAt, Date.now());
    const sentence = opening ? words.hours.closed(opening) : words.hours.closedForNow;
    this.setData({ closedHours: isOpen ? '' : sentence });
  },
  showBusiness(business: Business) {
    const { settings, profile } = business;
    this.setData({
      questions: settings?.quickQuestions ?? [],
      privacy: settings?.privacy?.text ?? '',
      isMuted: needsConsent(business),
      isNameAsked: mayAskName(profile, this.hasSpoken),
    });
  },

  async askForConsent() {
    if (!this.data.privacy) letWeChatAsk();
    else if (this.data.isMuted) this.setData({ isConsentShown: true, hasGuide: await isGuideOpen() });
  },
  async agree() {
    this.setData({ isConsentShown: false });
    try {
      await consentToAll();
    } catch (error) {
      showFailure(error);
    }
  },
  refuse() {
    this.setData({ isConsentShown: false });
  },

  async act({ detail }: WechatMiniprogram.CustomEvent<ChatAct>) {
    if (detail.name === 'retry') await this.open();
    else await this.screen?.act(detail);
    if (detail.name === 'send') this.afterSending();
  },
  ask({ detail }: WechatMiniprogram.CustomEvent<{ question: string }>) {
    this.screen?.send(detail.question);
    this.afterSending();
  },
  sendProduct() {
    const product = productOf(this.data.product?.id);
    if (product) this.screen?.sendOutgoing({ kind: 'product', body: productCard(product) });
    this.closeProduct();
    this.afterSending();
  },
  closeProduct() {
    this.setData({ product: undefined });
  },
  sendOrder({ detail }: WechatMiniprogram.CustomEvent<{ orderId: string }>) {
    const order = orders.find(({ orderId }) => orderId === detail.orderId);
    if (order) this.screen?.sendOutgoing({ kind: 'order', body: order });
    this.closeOrders();
    this.afterSending();
  },
  closeOrders() {
    this.setData({ isOrdersShown: false });
  },
  afterSending() {
    const { settings, profile } = knownBusiness();
    askForCredit(settings?.templates.customer ?? []);
    this.hasSpoken = true;
    this.setData({ isNameAsked: mayAskName(profile, true) });
  },

  leaveMessage() {
    void wx.navigateTo({ url: '/kefu/leave/leave' });
  },
  fillProfile() {
    void wx.navigateTo({ url: '/kefu/profile/profile' });
  },
  closeNameRequest() {
    closeNameRequest();
    this.setData({ isNameAsked: false });
  },
});
