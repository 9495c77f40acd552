import { call } from '../../../shared/cloud';
import { failureCode } from '../../../shared/failure';
import { confirm } from '../../../shared/screens/confirm';
import { showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { type HoldScope, holdScopes, plannedText } from '../../hold-scopes';
import { openSession } from '../../session';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';

const says = recordsText.rights;
const no = words.confirm.cancel;

const LEAST_REASON = 2;

/** What keeps a conversation and its customer from being deleted, and what has them deleted. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    scopes: [] as HoldScope[],
    plan: '',
    reason: '',
    error: '',
    isReady: false,
    isBusy: false,
    isAdmin: false,
    failure: '',
  },
  id: '',
  customer: '',

  async onLoad({ id = '' }: { id?: string }) {
    void wx.setNavigationBarTitle({ title: says.title });
    this.id = id;
    await this.load();
  },
  load() {
    return loading(this, () => this.show());
  },
  async show() {
    const { me } = await openSession();
    const conversationId = this.id;
    const { held, erasure, customer } = await call('customer', 'held', { conversationId });
    this.customer = customer ?? '';
    this.setData({
      scopes: holdScopes(held, serverNow()),
      plan: erasure ? plannedText(erasure, serverNow()) : '',
      isAdmin: me.role === 'admin',
      isReady: true,
    });
  },
  typed({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ reason: detail.text, error: '' });
  },
  /** The reason that was given; without one it is asked for. */
  given(): string | undefined {
    const reason = this.data.reason.trim();
    if (reason.length >= LEAST_REASON) return reason;
    this.setData({ error: says.reasonNeeded });
    return undefined;
  },
  async turn({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const scope = this.data.scopes[Number(currentTarget.dataset['index'])];
    const reason = this.given();
    if (!scope || reason === undefined) return;
    const { confirmRelease: title, releaseHint: content, release: yes } = says;
    if (scope.isHeld && !(await confirm({ title, content, yes, no }))) return;
    const isHeld = !scope.isHeld;
    const change = { conversationId: this.id, of: scope.of, isHeld, reason };
    await this.act(() => call('customer', 'hold', change), isHeld ? says.isHeld : says.isReleased);
  },
  async erase() {
    const reason = this.given();
    if (reason === undefined) return;
    const { confirmErase, eraseContent: content, eraseYes: yes } = says;
    if (!(await confirm({ title: confirmErase(this.customer), content, yes, no }))) return;
    await this.act(() => call('customer', 'erase', { conversationId: this.id, reason }), says.planned);
  },
  async callOff() {
    const reason = this.given();
    if (reason === undefined) return;
    await this.act(() => call('customer', 'keepData', { conversationId: this.id, reason }), says.calledOff);
  },
  /** What was too late is said so; the page shows how things stand then. */
  async act(work: () => Promise<unknown>, done: string) {
    this.setData({ isBusy: true });
    try {
      await work();
      void wx.showToast({ title: done, icon: 'none' });
      this.setData({ reason: '' });
      await this.load();
    } catch (error) {
      if (failureCode(error) === 'TOO_LATE') void wx.showToast({ title: says.tooLate, icon: 'none' });
      else showFailure(error);
    }
    this.setData({ isBusy: false });
  },
});
