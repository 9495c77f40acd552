import { TEXT_LIMIT, textLength } from '../../../../cloudfunctions/common/protocol/limits';
import { call } from '../../../shared/cloud';
import { showFailure } from '../../../shared/screens/failure-text';
import { followAppearance } from '../../appearance';
import { knownBusiness } from '../../business';
import { openOutbox, rememberAsking } from '../../session';
import { words } from '../../text/words';
import { askForCredit } from '../credits';
import { isBadPhone, leftMessage } from './left-message';

const { title, hint, content, phone, phoneHint, send, sent, badPhone, tooLong } = words.leave;

/** Room is left for the telephone and the words around it. */
const CONTENT_LIMIT = TEXT_LIMIT - 100;

Page({
  data: {
    t: { hint, content, phone, phoneHint, send },
    style: '',
    content: '',
    phone: '',
    wrong: '',
    canSend: false,
    isSending: false,
  },
  unfollow: undefined as (() => void) | undefined,

  onLoad() {
    void wx.setNavigationBarTitle({ title });
    this.unfollow = followAppearance((style) => this.setData({ style }));
  },
  onUnload() {
    this.unfollow?.();
  },

  typeContent({ detail }: WechatMiniprogram.TextareaInput) {
    this.setData({ content: detail.value });
    this.check();
  },
  typePhone({ detail }: WechatMiniprogram.Input) {
    this.setData({ phone: detail.value });
    this.check();
  },
  check() {
    const isLong = textLength(this.data.content) > CONTENT_LIMIT;
    const isBad = isBadPhone(this.data.phone);
    const wrong = isLong ? tooLong(CONTENT_LIMIT) : isBad ? badPhone : '';
    this.setData({ wrong, canSend: this.data.content.trim() !== '' && wrong === '' });
  },
  /** Whether it arrives no longer depends on this page: the outbox has it, once. */
  async send() {
    if (!this.data.canSend || this.data.isSending) return;
    askForCredit(knownBusiness().settings?.templates.customer ?? []);
    this.setData({ isSending: true });
    try {
      await this.handOver();
      await wx.navigateBack();
      void wx.showToast({ title: sent, icon: 'success' });
    } catch (error) {
      this.setData({ isSending: false });
      showFailure(error);
    }
  },
  async handOver() {
    const [{ conversationId }, outbox] = await Promise.all([call('conversation', 'open', {}), openOutbox()]);
    rememberAsking();
    const body = { text: leftMessage(this.data.content, this.data.phone) };
    outbox.add(conversationId, { kind: 'text', body });
  },
});
