import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import type { Choice } from '../../../../cloudfunctions/common/protocol/documents';
import { call } from '../../../shared/cloud';
import { momentText } from '../../../shared/format/time';
import { partsOf } from '../../../shared/parts';
import { confirm } from '../../../shared/screens/confirm';
import { serverNow } from '../../../shared/server-time';
import { type Candidate, candidates } from '../../candidates';
import { fetchColleagues } from '../../colleagues';
import type { Conversation } from '../../conversation';
import { orTold } from '../../handling-acts';
import { openSession } from '../../session';
import type { SheetAct } from '../../sheet-acts';
import { words } from '../../text/words';

export type Subject = Pick<Conversation, 'conversationId' | 'customer' | 'tags'>;

/** `answer` takes the labels that were chosen for the end of a conversation; nothing: it was thought better of. */
type Parts = { subject?: Subject; answer?: ((tags: string[] | undefined) => void) | undefined };

const parts = partsOf<Parts>(() => ({}));

type Told<Detail extends object> = WechatMiniprogram.CustomEvent<Detail>;

/** Hands on, invites, puts on hold, reminds, labels, ends and blocks: asks what has to be known, and does it. */
Component({
  data: {
    t: { transfer: words.transfer, invite: words.invite, hold: words.hold, labels: words.labels, list: words.list },
    sheet: '',
    people: [] as Colleague[],
    candidates: [] as Candidate[],
    skills: [] as Choice[],
    tags: [] as string[],
    chosen: [] as string[],
    isRequired: false,
    isBusy: false,
  },
  methods: {
    /** To be called with what is to be done, and to what. */
    async start(act: SheetAct, subject: Subject): Promise<void> {
      parts(this).subject = subject;
      await orTold(() => this.begin(act, subject));
    },
    async begin(act: SheetAct, subject: Subject): Promise<void> {
      if (act === 'transfer') await this.openTransfer();
      else if (act === 'invite') this.setData({ people: await this.colleagues(), sheet: act });
      else if (act === 'labels') await this.openLabels(subject);
      else if (act === 'close') await this.finish(subject);
      else if (act === 'block') await this.block(subject);
      else this.setData({ sheet: act });
    },
    async openTransfer() {
      const { options } = await openSession();
      const [people, { skills }] = await Promise.all([this.colleagues(), options.fetch()]);
      this.setData({ candidates: candidates(people), skills, sheet: 'transfer' });
    },
    async colleagues(): Promise<Colleague[]> {
      const { me } = await openSession();
      return (await fetchColleagues(me.id)).filter(({ role }) => role !== 'analyst');
    },
    async openLabels({ tags: chosen = [] }: Subject) {
      const { tags } = await (await openSession()).options.fetch();
      this.setData({ tags, chosen, isRequired: false, sheet: 'labels' });
    },

    /** The labels conversations are ended with, or a plain question where the business has none; nothing: they are not to be ended. */
    async askTags(chosen: string[], question: { title: string; content: string }): Promise<string[] | undefined> {
      const { tags, requireTags } = await (await openSession()).options.fetch();
      if (tags.length > 0) return this.chooseTags({ tags, chosen, isRequired: requireTags });
      const isSure = await confirm({ ...question, yes: words.list.close, no: words.confirm.cancel });
      return isSure ? [] : undefined;
    },
    chooseTags(given: { tags: string[]; chosen: string[]; isRequired: boolean }): Promise<string[] | undefined> {
      this.setData({ ...given, sheet: 'finish' });
      return new Promise((answer) => Object.assign(parts(this), { answer }));
    },
    async finish({ conversationId, customer, tags: chosen = [] }: Subject) {
      const title = words.list.confirmClose(customer.name);
      const tags = await this.askTags(chosen, { title, content: words.list.closeHint });
      if (!tags) return;
      await call('conversation', 'close', { conversationId, ...(tags.length > 0 && { tags }) });
    },

    async block({ conversationId, customer }: Subject) {
      const { confirm: title, hint: content, yes, done } = words.block;
      const isSure = await confirm({ title: title(customer.name), content, yes, no: words.confirm.cancel });
      if (!isSure) return;
      await call('customer', 'block', { conversationId, isBlocked: true });
      void wx.showToast({ title: done, icon: 'none' });
    },

    async transfer({ detail }: Told<{ to: { agentId: string } | { skill: string }; name: string; note: string }>) {
      const { to, name, note } = detail;
      const done = 'agentId' in to ? words.transfer.sentTo(name) : words.transfer.sentToSkill(name);
      await this.act(
        (conversationId) => call('assignment', 'transfer', { conversationId, to, ...(note && { note }) }),
        done,
      );
    },
    async invite({ detail }: Told<{ agentId: string; name: string; isUnseen: boolean }>) {
      const { agentId, name, isUnseen } = detail;
      await this.act(
        (conversationId) => call('assignment', 'invite', { conversationId, agentId, isUnseen }),
        words.invite.sent(name),
      );
    },
    async hold({ detail }: Told<{ at?: number }>) {
      const { at } = detail;
      await this.act(async (conversationId) => {
        await call('assignment', 'hold', { conversationId });
        if (at !== undefined) await call('assignment', 'remind', { conversationId, at });
      }, words.hold.held);
    },
    async remind({ detail }: Told<{ at: number }>) {
      const { at } = detail;
      const done = words.hold.reminded(momentText(at, serverNow()));
      await this.act((conversationId) => call('assignment', 'remind', { conversationId, at }), done);
    },
    async saveTags({ detail }: Told<{ tags: string[] }>) {
      const { tags } = detail;
      await this.act((conversationId) => call('conversation', 'tag', { conversationId, tags }), words.labels.saved);
    },
    endWith({ detail }: Told<{ tags: string[] }>) {
      this.answer(detail.tags);
    },
    /** The sheet goes away once it is done; refused, it stays with what was filled in. */
    async act(work: (conversationId: string) => Promise<unknown>, done: string) {
      const { subject } = parts(this);
      if (!subject) return;
      this.setData({ isBusy: true });
      const isDone = await orTold(() => work(subject.conversationId), done);
      this.setData({ isBusy: false, ...(isDone && { sheet: '' }) });
    },
    close() {
      this.answer(undefined);
    },
    answer(tags: string[] | undefined) {
      this.setData({ sheet: '' });
      parts(this).answer?.(tags);
      parts(this).answer = undefined;
    },
  },
});
