import { type AlertChoices, alertChoices, chooseAlert } from '../../../shared/alert-choices';
import { call } from '../../../shared/cloud';
import { rowTime } from '../../../shared/format/time';
import { failureText } from '../../../shared/screens/failure-text';
import { chooseTextSize, followAppearance, type TextSize, textSize, textSizes } from '../../appearance';
import { type Business, keepBusiness, knownBusiness, watchBusiness } from '../../business';
import { unconsentedText } from '../../consent-text';
import { selfAudit } from '../../session';
import { words } from '../../text/words';

const { me } = words;

type Tap<Data extends object> = WechatMiniprogram.BaseEvent<object, Data>;

const sizes = textSizes.map((size) => ({ size, name: me.sizes[size] }));
const ways = (['banner', 'sound', 'vibration'] as const).map((way) => ({ way, name: me[way] }));

Page({
  data: {
    t: {
      profile: me.profile,
      history: me.history,
      size: me.size,
      sample: me.sample,
      alerts: me.alerts,
      data: me.data,
      consent: me.consent,
      audit: me.audit,
      mine: words.data.title,
    },
    style: '',
    failure: '',
    name: '',
    avatar: '',
    sizes,
    size: textSize(),
    ways,
    choices: alertChoices(),
    consented: '',
    audited: '',
    privacy: '',
    isPrivacyShown: false,
  },
  stops: [] as (() => void)[],

  async onLoad() {
    void wx.setNavigationBarTitle({ title: me.title });
    this.stops = [
      followAppearance((style) => this.setData({ style })),
      watchBusiness((business) => this.show(business)),
    ];
    this.show(knownBusiness());
    this.setData({ audited: auditText() });
    await this.refresh();
  },
  onUnload() {
    for (const stop of this.stops.splice(0)) stop();
  },
  async refresh() {
    this.setData({ failure: '' });
    try {
      keepBusiness({ profile: await call('customer', 'profile', {}) });
    } catch (error) {
      if (!knownBusiness().profile) this.setData({ failure: failureText(error) });
    }
  },
  show({ settings, profile }: Business) {
    this.setData({
      name: profile?.name ?? '',
      avatar: profile?.avatar ?? '',
      privacy: settings?.privacy?.text ?? '',
      consented: consentText({ ...(settings && { settings }), ...(profile && { profile }) }),
    });
  },

  openProfile() {
    void wx.navigateTo({ url: '/kefu/profile/profile' });
  },
  openHistory() {
    void wx.navigateTo({ url: '/kefu/history/history' });
  },
  openData() {
    void wx.navigateTo({ url: '/kefu/data/data' });
  },
  chooseSize({ currentTarget }: Tap<{ size: TextSize }>) {
    chooseTextSize(currentTarget.dataset.size);
    this.setData({ size: textSize() });
  },
  switchWay({ currentTarget }: Tap<{ way: keyof AlertChoices }>) {
    const { way } = currentTarget.dataset;
    this.setData({ choices: chooseAlert(way, !this.data.choices[way]) });
  },
  readPrivacy() {
    if (this.data.privacy) this.setData({ isPrivacyShown: true });
  },
  closePrivacy() {
    this.setData({ isPrivacyShown: false });
  },
});

function auditText(): string {
  const { checked, gaps, duplicates } = selfAudit().numbers();
  return checked > 0 ? me.auditLine(checked, gaps, duplicates) : me.auditNone;
}

function consentText(business: Business): string {
  const { consent, consentedAt } = business.profile ?? {};
  if (consent === undefined) return unconsentedText(business);
  return me.consented(consent, consentedAt === undefined ? '' : rowTime(consentedAt, Date.now()));
}
