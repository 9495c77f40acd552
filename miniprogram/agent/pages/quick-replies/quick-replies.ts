import type { QuickReply } from '../../../../cloudfunctions/common/protocol/quick-replies';
import { chooseFrom } from '../../../shared/screens/action-sheet';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { quickReplies, removeQuickReply, saveQuickReply } from '../../quick-replies';
import { grouped, matching, placeAfterMove, type ReplyGroup } from '../../quick-reply-text';
import { openSession } from '../../session';
import { leadsTeam } from '../../staff';
import { words } from '../../text/words';

const says = words.quickReplies;

Page({
  data: {
    t: { ...says, retry: text.load.retry, failed: text.load.failed, loading: text.load.loading },
    isTeam: false,
    canEdit: true,
    query: '',
    groups: [] as ReplyGroup[],
    empty: { sentence: '', hint: '', action: '' },
    isLoading: true,
    failure: '',
  },
  replies: [] as QuickReply[],
  isLead: false,

  onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      this.isLead = leadsTeam((await openSession()).me);
      this.replies = await quickReplies();
      this.show();
    } catch (error) {
      this.setData({ isLoading: false, failure: failureText(error) });
    }
  },
  show() {
    const { isTeam, query } = this.data;
    const shown = matching(this.listed(), query);
    const canEdit = !isTeam || this.isLead;
    this.setData({ groups: grouped(shown), canEdit, empty: emptyState(isTeam, canEdit, query), isLoading: false });
  },
  listed(): QuickReply[] {
    return this.replies.filter((reply) => reply.isTeam === this.data.isTeam);
  },
  chooseOwner({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ isTeam: Boolean(currentTarget.dataset['team']) });
    this.show();
  },
  search({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ query: detail.text });
    this.show();
  },

  add() {
    this.open('');
  },
  edit({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.open(String(currentTarget.dataset['id']));
  },
  open(id: string) {
    void wx.navigateTo({ url: `/pages/quick-reply/quick-reply?id=${id}&team=${this.data.isTeam ? 1 : ''}` });
  },
  async openMenu({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const reply = this.listed().find(({ replyId }) => replyId === currentTarget.dataset['id']);
    if (!reply || !this.data.canEdit) return;
    const choice = await chooseFrom([says.up, says.down, says.remove]);
    try {
      if (choice === 0 || choice === 1) await this.move(reply, choice === 0 ? -1 : 1);
      else if (choice === 2) await this.remove(reply);
    } catch (error) {
      showFailure(error);
    }
  },
  async move(reply: QuickReply, step: 1 | -1) {
    const group = this.listed().filter((each) => each.group === reply.group);
    const order = placeAfterMove(group, reply.replyId, step);
    if (order === undefined) return;
    const { image, ...fields } = reply;
    await saveQuickReply({ ...fields, order, ...(image && { image: image.fileId }) });
    await this.load();
  },
  async remove(reply: QuickReply) {
    const { remove: yes, cancel: no } = words.confirm;
    if (!(await confirm({ title: says.confirmRemove, content: reply.title, yes, no }))) return;
    await removeQuickReply(reply);
    await this.load();
  },
});

function emptyState(isTeam: boolean, canEdit: boolean, query: string) {
  if (query) return { sentence: words.search.nothing, hint: '', action: '' };
  return {
    sentence: isTeam ? says.emptyTeam : says.empty,
    hint: canEdit ? says.emptyHint : says.readOnly,
    action: canEdit ? says.add : '',
  };
}
