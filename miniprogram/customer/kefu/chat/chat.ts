import type { Opened } from '../../../../cloudfunctions/common/protocol/conversation';
import type { ConversationState, Source } from '../../../../cloudfunctions/common/protocol/documents';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { call } from '../../../shared/cloud';
import { customerTitle } from '../../../shared/format/title';
import { failureCode } from '../../../shared/failure';
import { Hidden } from '../../../shared/hidden';
import type { Outgoing } from '../../../shared/outgoing';
import type { Outbox } from '../../../shared/outbox';
import { ChatScreen } from '../../../shared/screens/chat-screen';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { followAppearance } from '../../appearance';
import { type Business, keepBusiness, knownBusiness, watchBusiness } from '../../business';
import { openWithVisits } from '../../visits';
import { openFeed, openOutbox, rememberAsking, selfAudit } from '../../session';
import { productCard } from '../../shop/cards';
import { orders } from '../../shop/orders';
import { priceText, productOf } from '../../shop/products';
import { words } from '../../text/words';
import { consentToAll, isGuideOpen, letWeChatAsk } from '../consent';
import { askForCredit } from '../credits';
import { closeNameRequest, mayAskName } from '../name-request';
import { openingTime } from '../opening-time';
import { finish, leaveQueue } from './finish';
import { isAnythingSaid, looksOf, viewerOf } from './looks';
import { openPage } from './open-page';
import { panel } from './panel';
import { isAskedBy, type Said, scoreOf, tellRating } from './rating';
import { standingOf } from './standing';
import { Visit } from './visit';

const sourceOf = (productId: string | undefined): Source => {
  const product = productOf(productId);
  return product ? { page: 'product', productId: product.id, productName: product.name } : { page: 'home' };
};

Page({
  data: {
    t: {
      empty: text.chat.empty,
      blocked: words.blocked.title,
      blockedHint: words.blocked.hint,
      leave: words.hours.leave,
      refused: words.consent.refused,
      consent: words.consent.again,
      askName: words.profile.ask,
      fill: words.profile.fill,
      later: words.profile.later,
    },
    style: '',
    ...looksOf({}),
    product: undefined as { id: string; name: string; picture: string; priceText: string } | undefined,
    health: 'watch',
    failure: '',
    isOpen: false,
    ...standingOf({ status: 'active' }, 0),
    /** The choice that is on its way. */
    chosen: '',
    /** The business does not want to talk to this customer. */
    isBlocked: false,
    /** Nobody has said anything yet, so the business does. */
    isGreeted: false,
    /** Why nobody is there, and when somebody will be. */
    closedHours: '',
    isConsentShown: false,
    hasGuide: false,
    isNameAsked: false,
    panel,
    orders,
    isOrdersShown: false,
    isRatingShown: false,
    score: 0,
    isRating: false,
  },
  screen: undefined as ChatScreen | undefined,
  visit: new Visit(),
  stops: [] as (() => void)[],
  source: sourceOf(undefined),
  conversationId: '',
  hasSpoken: false,
  isLeft: false,
  /** The conversation whose rating was asked for, and not for nothing again. */
  isAsked: '',

  async onLoad({ productId }) {
    const product = productOf(productId);
    this.source = sourceOf(productId);
    this.visit = new Visit();
    if (product) this.setData({ product: { ...product, priceText: priceText(product.price) } });
    this.stops = [
      followAppearance((style) => this.setData({ style })),
      watchBusiness((business) => this.showBusiness(business)),
    ];
    this.showBusiness(knownBusiness());
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
    this.visit.setVisible(false);
    this.screen?.close();
    for (const stop of this.stops.splice(0)) stop();
  },
  setVisible(isVisible: boolean) {
    this.visit.setVisible(isVisible);
    this.screen?.setVisible(isVisible);
  },

  async open() {
    this.setData({ failure: '' });
    try {
      const opened = await openWithVisits(this.source);
      const outbox = await openOutbox();
      if (!this.isLeft) this.show(opened, outbox);
    } catch (error) {
      if (!this.showBlocked(error)) this.setData({ failure: failureText(error) });
    }
  },
  /** Whether that is why something was refused. */
  showBlocked(error: unknown): boolean {
    const isBlocked = failureCode(error) === 'BLOCKED';
    if (isBlocked) this.setData({ isBlocked });
    return isBlocked;
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
      hidden: new Hidden('customer'),
      audit: selfAudit(),
      showsTyping: knownBusiness().settings?.typingPreview === true,
      viewer: viewerOf(knownBusiness()),
      title: customerTitle,
      onState: (now) => this.showState(now),
      onLoaded: (items) => this.setData({ isGreeted: !isAnythingSaid(items) }),
      onContinued: (next) => this.goTo(next),
      onAct: (act) => this.actHere(act),
      view: this.selectComponent('#chat'),
    });
    this.stops.push(
      feed.subscribe({ onHealth: (health) => this.setData({ health }) }),
      outbox.subscribe(({ entry }) => entry.error === 'BLOCKED' && this.setData({ isBlocked: true })),
    );
    this.showState(state);
    this.setData({ isOpen: true, health: feed.health() });
  },
  goTo(conversationId: string) {
    this.conversationId = conversationId;
    this.visit.goTo(conversationId);
  },
  showState(state: ConversationState) {
    this.setData({ ...standingOf(state, serverNow()), score: scoreOf(state) });
    if (isAskedBy(state) && this.isAsked !== this.conversationId) this.askForRating();
    else if (state.status !== 'closed' && this.isAsked === this.conversationId) this.closeRating();
  },
  askForRating() {
    this.isAsked = this.conversationId;
    this.setData({ isRatingShown: true });
  },
  async rate({ detail }: WechatMiniprogram.CustomEvent<Said>) {
    const former = this.data.score;
    if (detail.answers) this.askForCredit();
    this.setData({ score: detail.score, isRating: true });
    openFeed().expect();
    const isKept = await tellRating(this.conversationId, detail);
    this.setData({ isRating: false, ...(!isKept && { score: former }) });
    if (isKept && detail.answers) this.closeRating();
  },
  closeRating() {
    this.setData({ isRatingShown: false });
  },
  showService({ isOpen, opensAt }: Opened['service']) {
    const opening = opensAt === undefined ? '' : openingTime(opensAt, Date.now());
    const sentence = opening ? words.hours.closed(opening) : words.hours.closedForNow;
    this.setData({ closedHours: isOpen ? '' : sentence });
  },
  showBusiness(business: Business) {
    this.setData({ ...looksOf(business), isNameAsked: mayAskName(business.profile, this.hasSpoken) });
    this.screen?.setViewer(viewerOf(business));
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
    else if (detail.name === 'earlier') this.setData({ isGreeted: false });
    const done = this.screen?.act(detail);
    if (detail.name === 'send') this.afterSending();
    await done;
  },
  /** What the screen does not do itself. */
  actHere({ name, key }: ChatAct) {
    if (name === 'order') this.setData({ isOrdersShown: true });
    else if (name === 'finish') void finish(this.conversationId, () => this.askForCredit());
    else if (name === 'rate') this.setData({ isRatingShown: true });
    else if (name === 'after') void this.goOn();
    else if (name === 'settings') void wx.navigateTo({ url: '/kefu/me/me' });
    else if (name === 'card') this.openCard(key);
  },
  openCard(key: string | undefined) {
    const body = this.screen?.item(key)?.body;
    if (body && 'page' in body && body.page) openPage(body.page);
  },
  say(message: Outgoing) {
    this.screen?.sendOutgoing(message);
    this.afterSending();
  },
  ask({ detail }: WechatMiniprogram.CustomEvent<{ question: string }>) {
    this.say({ kind: 'text', body: { text: detail.question } });
  },
  sendProduct() {
    const product = productOf(this.data.product?.id);
    this.closeProduct();
    if (product) this.say({ kind: 'product', body: productCard(product) });
  },
  closeProduct() {
    this.setData({ product: undefined });
  },
  sendOrder({ detail }: WechatMiniprogram.CustomEvent<{ orderId: string }>) {
    const order = orders.find(({ orderId }) => orderId === detail.orderId);
    this.closeOrders();
    if (order) this.say({ kind: 'order', body: order });
  },
  closeOrders() {
    this.setData({ isOrdersShown: false });
  },
  afterSending() {
    this.askForCredit();
    this.hasSpoken = true;
    this.setData({ isNameAsked: mayAskName(knownBusiness().profile, true) });
  },
  askForCredit() {
    askForCredit(knownBusiness().settings?.templates.customer ?? []);
  },

  async choose({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.setData({ chosen: detail.id });
    try {
      openFeed().expect();
      await call('conversation', 'choose', { conversationId: this.conversationId, skill: detail.id });
      this.showService((await call('conversation', 'open', {})).service);
    } catch (error) {
      showFailure(error);
    }
    this.setData({ chosen: '' });
  },
  async leaveQueue() {
    await leaveQueue(this.conversationId);
  },
  /** In the same conversation as long as that can be, and then in a new one. */
  async goOn() {
    this.setData({ goOn: '' });
    try {
      openFeed().expect();
      await call('conversation', 'reopen', { conversationId: this.conversationId });
    } catch (error) {
      if (failureCode(error) === 'CONVERSATION_CLOSED') await this.goOnAnew();
      else if (!this.showBlocked(error)) this.showGoOn(error);
    }
  },
  async goOnAnew() {
    try {
      const { settings: _, profile: __, service, ...opened } = await call('conversation', 'open', {});
      this.showService(service);
      this.screen?.goOn(opened);
    } catch (error) {
      if (!this.showBlocked(error)) this.showGoOn(error);
    }
  },
  showGoOn(error: unknown) {
    this.setData({ goOn: words.goOn });
    showFailure(error);
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
