import type { QuickReply } from '../../../../cloudfunctions/common/protocol/quick-replies';
import { randomName } from '../../../shared/random';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { pickPictures } from '../../pictures';
import { quickReplies, removeQuickReply, saveQuickReply, uploadPicture } from '../../quick-replies';
import { replyErrors, type ReplyFields, variables } from '../../quick-reply-text';
import { openSession } from '../../session';
import { leadsTeam } from '../../staff';
import { words } from '../../text/words';

const says = words.quickReplies;

type Picture = { fileId: string; url: string };

Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    variables: variables.map((name) => ({ name, label: says.variables[name] })),
    title: '',
    group: '',
    text: '',
    isTeam: false,
    picture: undefined as Picture | undefined,
    percent: -1,
    groups: [] as string[],
    errors: {},
    isNew: true,
    isLead: false,
    isReadOnly: false,
    isSaving: false,
    isReady: false,
    failure: '',
  },
  original: undefined as QuickReply | undefined,
  asked: { id: '', isTeam: false },
  replies: [] as QuickReply[],
  cursor: undefined as number | undefined,

  async onLoad({ id = '', team = '' }) {
    this.asked = { id, isTeam: team !== '' };
    void wx.setNavigationBarTitle({ title: id ? says.edit : says.add });
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const isLead = leadsTeam((await openSession()).me);
      this.replies = await quickReplies();
      this.show(isLead);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  show(isLead: boolean) {
    const { id, isTeam } = this.asked;
    this.original = this.replies.find((reply) => reply.replyId === id && reply.isTeam === isTeam);
    const { title = '', group = '', text = '', image } = this.original ?? {};
    const groups = groupsOf(this.replies, isTeam);
    const isNew = !this.original;
    const isReadOnly = isTeam && !isLead;
    this.setData({ title, group, text, picture: image, groups, isTeam, isNew, isLead, isReadOnly, isReady: true });
  },

  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string; cursor: number }>) {
    const field = String(currentTarget.dataset['field']) as keyof ReplyFields;
    if (field === 'text') this.cursor = detail.cursor;
    this.setData({ [field]: detail.text, [`errors.${field}`]: '' });
  },
  leftText({ detail }: WechatMiniprogram.CustomEvent<{ cursor: number }>) {
    this.cursor = detail.cursor;
  },
  chooseGroup({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ group: String(currentTarget.dataset['group']), 'errors.group': '' });
  },
  /** Where the cursor stood last. */
  insert({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const written = this.data.text;
    const at = this.cursor ?? written.length;
    const variable = `{${String(currentTarget.dataset['name'])}}`;
    this.cursor = at + variable.length;
    this.setData({ text: written.slice(0, at) + variable + written.slice(at), 'errors.text': '' });
  },
  share() {
    if (this.data.isNew) this.setData({ isTeam: !this.data.isTeam });
  },

  async choosePicture() {
    const [picture] = await pickPictures(1);
    if (!picture) return;
    const before = this.data.picture;
    this.setData({ picture: { fileId: '', url: picture.path }, percent: 0 });
    try {
      const fileId = await uploadPicture(picture.path, (percent) => this.setData({ percent }));
      this.setData({ picture: { fileId, url: picture.path }, percent: -1 });
    } catch (error) {
      this.setData({ picture: before, percent: -1 });
      showFailure(error);
    }
  },
  removePicture() {
    this.setData({ picture: undefined });
  },

  async save() {
    const { title, group, text } = this.data;
    const errors = replyErrors({ title, group, text });
    this.setData({ errors });
    if (Object.keys(errors).length > 0 || this.data.percent >= 0) return;
    this.setData({ isSaving: true });
    try {
      await saveQuickReply(await this.fields());
      void wx.navigateBack();
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isSaving: false });
  },
  async fields() {
    const { title, group, text, isTeam, picture } = this.data;
    const { replyId = await randomName(), order = lastOrder(this.replies, isTeam) + 1 } = this.original ?? {};
    return { replyId, isTeam, title, group, text, order, ...(picture && { image: picture.fileId }) };
  },
  async remove() {
    const { remove: yes, cancel: no } = words.confirm;
    if (!this.original || !(await confirm({ title: says.confirmRemove, yes, no }))) return;
    try {
      await removeQuickReply(this.original);
      void wx.navigateBack();
    } catch (error) {
      showFailure(error);
    }
  },
});

const groupsOf = (replies: readonly QuickReply[], isTeam: boolean): string[] => [
  ...new Set(replies.filter((reply) => reply.isTeam === isTeam && reply.group).map(({ group }) => group)),
];

const lastOrder = (replies: readonly QuickReply[], isTeam: boolean): number =>
  Math.max(0, ...replies.filter((reply) => reply.isTeam === isTeam).map(({ order }) => order));
