import type { Rights } from '../../../../cloudfunctions/common/protocol/rights';
import { call } from '../../../shared/cloud';
import { failureCode } from '../../../shared/failure';
import { momentText } from '../../../shared/format/time';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { forgetAccount } from '../../../shared/sign-out';
import { followAppearance } from '../../appearance';
import { keepBusiness, knownBusiness } from '../../business';
import { unconsentedText } from '../../consent-text';
import { words } from '../../text/words';
import { gatherOwnData } from './own-data';
import { shareFile, writeText } from './share-file';
import { htmlOf } from './transcript';

const says = words.data;

const RECEIPT_KEY = 'kefu/erasure';

const files = { html: says.htmlName, json: says.jsonName };

/** What the customer may ask for as to their data: to see their consent and take it back, to have a copy, to have it deleted. */
Page({
  data: {
    t: says,
    style: '',
    failure: '',
    isReady: false,
    consent: '',
    canWithdraw: false,
    progress: '',
    paths: { html: '', json: '' },
    plan: '',
    isHeld: false,
    erased: '',
    isBusy: false,
  },
  stop: () => {},

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    this.stop = followAppearance((style) => this.setData({ style }));
    await this.load();
  },
  onUnload() {
    this.stop();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const receipt = wx.getStorageSync<string>(RECEIPT_KEY);
      this.show(await call('customer', 'rights', receipt ? { receipt } : {}));
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  show({ consent, withdrawn, erasure, erased }: Rights) {
    const now = serverNow();
    if (erasure) wx.setStorageSync(RECEIPT_KEY, erasure.receipt);
    this.setData({
      consent: consentText({ ...(consent && { consent }), ...(withdrawn && { withdrawn }) }, now),
      canWithdraw: consent !== undefined,
      plan: erasure ? (erasure.isHeld ? says.planHeld : says.plan(momentText(erasure.dueAt, now))) : '',
      isHeld: erasure?.isHeld === true,
      erased: erased ? (erased.doneAt === undefined ? says.erasing : says.erased(momentText(erased.doneAt, now))) : '',
      isReady: true,
    });
  },

  async withdraw() {
    const { withdrawTitle: title, withdrawHint: content, withdraw: yes, cancel: no } = says;
    if (!(await confirm({ title, content, yes, no }))) return;
    await this.act(() => call('customer', 'withdraw', {}));
    const { profile } = knownBusiness();
    if (!profile) return;
    const { consent, consentedAt, ...rest } = profile;
    keepBusiness({ profile: rest });
  },

  async prepare() {
    this.setData({ progress: says.preparing(0), paths: { html: '', json: '' } });
    try {
      const data = await gatherOwnData((count) => this.setData({ progress: says.preparing(count) }));
      const [html, json] = await Promise.all([
        writeText(files.html, htmlOf(data, serverNow())),
        writeText(files.json, JSON.stringify(data, null, 2)),
      ]);
      this.setData({ paths: { html, json } });
    } catch (error) {
      showFailure(error);
    }
    this.setData({ progress: '' });
  },
  async share({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const kind = currentTarget.dataset['kind'] === 'json' ? 'json' : 'html';
    await shareFile(this.data.paths[kind], files[kind]);
  },

  async erase() {
    const { eraseTitle: title, eraseContent: content, eraseYes: yes, cancel: no } = says;
    if (!(await confirm({ title, content, yes, no }))) return;
    await this.act(async () => {
      const { receipt } = await call('customer', 'erase', {});
      wx.setStorageSync(RECEIPT_KEY, receipt);
      forgetAccount('customer');
    });
  },
  async keep() {
    await this.act(() => call('customer', 'keepData', {}));
  },
  /** Shows how things stand afterwards, whatever came of it. */
  async act(work: () => Promise<unknown>) {
    this.setData({ isBusy: true });
    try {
      await work();
    } catch (error) {
      if (failureCode(error) === 'TOO_LATE') void wx.showToast({ title: says.tooLate, icon: 'none' });
      else showFailure(error);
    }
    await this.load();
    this.setData({ isBusy: false });
  },
});

function consentText({ consent, withdrawn }: Pick<Rights, 'consent' | 'withdrawn'>, now: number): string {
  if (consent) return says.consented(consent.version, momentText(consent.at, now));
  return withdrawn
    ? says.withdrawn(withdrawn.version, momentText(withdrawn.at, now))
    : unconsentedText(knownBusiness());
}
