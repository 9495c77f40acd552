import type { Presence } from '../../../../cloudfunctions/common/protocol/documents';
import { isFailure } from '../../../shared/failure';
import { confirm } from '../../../shared/screens/confirm';
import { showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { choosePresence, setPresence } from '../../presence';
import { alertsLeft, askOnce } from '../../alert-credits';
import { entriesFor } from '../../entries';
import { allowSignIn, openSession, type Session, signInFailure, signOut } from '../../session';
import { words } from '../../text/words';

const ALERTS = '/pages/alerts/alerts';

Page({
  data: {
    t: {
      duty: text.me.duty,
      dutyHint: text.me.dutyHint,
      presence: text.me.presence,
      capacity: text.me.capacity,
      account: text.me.account,
      leave: words.me.leave,
    },
    me: undefined as Record<'id' | 'name' | 'role' | 'capacity', string> | undefined,
    entries: [] as ReturnType<typeof entriesFor>,
    isOnDuty: false,
    presenceText: '',
    failure: undefined as ReturnType<typeof signInFailure> | undefined,
  },
  session: undefined as Session | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: text.me.title });
    await this.start();
  },
  /** Also signs in again, after one has signed out. */
  async retry() {
    allowSignIn();
    await this.start();
  },
  async start() {
    this.setData({ failure: undefined });
    try {
      this.follow(await openSession());
    } catch (error) {
      this.setData({ failure: signInFailure(error) });
    }
  },
  follow(session: Session) {
    this.session = session;
    const { id, name, role, capacity } = session.me;
    const profile = {
      id,
      name,
      role: text.roles[role],
      capacity: text.me.capacityValue(capacity),
    };
    this.setData({ me: profile, entries: entriesFor(session.me) });
    session.subscribe({ onPresence: (presence) => this.showPresence(presence) });
    this.showPresence(session.duty.presence());
    void this.showCredits();
  },
  async onShow() {
    await this.showCredits();
  },
  /** Without an answer nothing is claimed. */
  async showCredits() {
    const index = this.data.entries.findIndex(({ url }) => url === ALERTS);
    if (!this.session?.me.settings.templates.agent.length) return;
    try {
      this.setData({ [`entries[${index}].note`]: words.alerts.remaining(await alertsLeft()) });
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  },
  showPresence(presence: Presence) {
    this.setData({ isOnDuty: presence !== 'offline', presenceText: text.presence[presence] });
  },
  open({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: String(currentTarget.dataset['url']) });
  },
  async signOut() {
    const unsent = this.session?.outbox.unsent() ?? 0;
    const { title, hint, yes } = words.signOut;
    const content = (unsent > 0 ? words.signOut.unsent(unsent) : '') + hint;
    if (!(await confirm({ title, content, yes, no: words.confirm.cancel }))) return;
    try {
      await signOut();
      void wx.reLaunch({ url: '/pages/me/me' });
    } catch (error) {
      showFailure(error);
    }
  },
  async switchDuty() {
    if (this.session && !this.data.isOnDuty) void askOnce(this.session.me.settings.templates.agent);
    if (this.session) await setPresence(this.session.duty, this.data.isOnDuty ? 'offline' : 'online');
  },
  async choosePresence() {
    if (this.session) await choosePresence(this.session.duty);
  },
});
