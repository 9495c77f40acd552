import { call } from '../../../shared/cloud';
import { failureCode } from '../../../shared/failure';
import { showFailure } from '../../../shared/screens/failure-text';
import { openSession } from '../../session';
import { words } from '../../text/words';

const says = words.bind;
const CODE_LENGTH = 10;

/** Where somebody who is not of the team, or not any more, joins it by an invite code. */
Page({
  data: { t: says, code: '', name: '', errors: {}, isJoining: false },

  onLoad({ code = '' }) {
    void wx.setNavigationBarTitle({ title: says.title });
    this.setData({ code });
  },
  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const field = String(currentTarget.dataset['field']);
    this.setData({ [field]: detail.text, [`errors.${field}`]: '' });
  },
  async join() {
    const { code, name, isJoining } = this.data;
    const errors = errorsIn(code, name);
    this.setData({ errors });
    if (isJoining || Object.keys(errors).length > 0) return;
    this.setData({ isJoining: true });
    try {
      await call('team', 'bind', { inviteCode: code, name });
      await this.begin();
    } catch (error) {
      this.refuse(error);
    }
    this.setData({ isJoining: false });
  },
  /** For whom somebody has let in meanwhile. */
  async checkAgain() {
    this.setData({ isJoining: true });
    try {
      await this.begin();
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isJoining: false });
  },
  async begin() {
    await openSession();
    void wx.switchTab({ url: '/pages/conversations/conversations' });
  },
  refuse(error: unknown) {
    const sentence = refusals[failureCode(error)];
    if (sentence) this.setData({ 'errors.code': sentence });
    else showFailure(error);
  },
});

const refusals: Record<string, string> = {
  WRONG_CODE: says.wrong,
  INVALID_INPUT: says.wrong,
  TOO_FAST: says.tooOften,
};

const errorsIn = (code: string, name: string): { code?: string; name?: string } => ({
  ...(code.replace(/[\s-]/g, '').length !== CODE_LENGTH && { code: says.needsCode }),
  ...(name.trim() === '' && { name: says.needsName }),
});
