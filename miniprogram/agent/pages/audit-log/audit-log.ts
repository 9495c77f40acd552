import type { LogCursor, LogEntry } from '../../../../cloudfunctions/common/protocol/audit';
import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { call } from '../../../shared/cloud';
import { failureText } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { checkLog } from '../../log-check';
import {
  dayChoices,
  deedChoices,
  type LogChip,
  logChips,
  type LogChoice,
  type LogWish,
  paramsOf,
} from '../../log-filters';
import { flawText, logDetails, type LogDetails, logRow, type LogRow, stateLines } from '../../log-row';
import { openConversation } from '../../navigation';
import { keep, sealMarks } from '../../seal-marks';
import { openSession } from '../../session';
import { recordsText } from '../../text/records';

const says = recordsText.log;

type SheetName = '' | 'time' | 'who' | 'deed' | 'details';

const noSheet: { sheet: SheetName } = { sheet: '' };

const everything: LogWish = {};

type Check = { isRunning: boolean; percent: number; line: string; isWrong: boolean };

const noCheck: Check = { isRunning: false, percent: 0, line: '', isWrong: false };

/** Who looked at what and changed what, and whether the log is as it was written. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    chips: logChips({}, []),
    rows: [] as LogRow[],
    state: { title: '', hint: '' },
    check: noCheck,
    isLoading: true,
    hasMore: false,
    failure: '',
    ...noSheet,
    sheetTitle: '',
    groups: [] as { title: string; choices: LogChoice[] }[],
    people: [] as Colleague[],
    /** The only one whose deeds are shown. */
    agentId: '',
    details: null as LogDetails | null,
  },
  account: '',
  seals: 0,
  wish: everything,
  entries: [] as LogEntry[],
  next: undefined as LogCursor | undefined,
  round: 0,

  async onLoad({ conversation }: { conversation?: string }) {
    void wx.setNavigationBarTitle({ title: says.title });
    if (conversation) this.wish = { conversationId: conversation };
    await this.load();
  },
  onUnload() {
    this.round += 1;
    this.setData({ check: noCheck });
  },
  async load() {
    this.setData({ isLoading: true, failure: '' });
    try {
      this.account = (await openSession()).me.id;
      const [state, { agents }] = await Promise.all([call('audit', 'state', {}), call('team', 'agents', {})]);
      this.seals = state.seal?.number ?? 0;
      this.setData({ state: stateLines(state, serverNow()), people: agents });
      await this.find({});
    } catch (error) {
      this.setData({ failure: failureText(error), isLoading: false });
    }
  },
  /** Looks anew, with what is wanted otherwise. */
  async find(wish: LogWish) {
    this.wish = { ...this.wish, ...wish };
    for (const name of Object.keys(this.wish) as (keyof LogWish)[])
      if (this.wish[name] === undefined) delete this.wish[name];
    this.entries = [];
    this.next = undefined;
    this.round += 1;
    const { agentId = '' } = this.wish;
    this.setData({ sheet: '', rows: [], hasMore: false, agentId, chips: logChips(this.wish, this.data.people) });
    await this.loadMore();
  },
  async loadMore() {
    const { round } = this;
    this.setData({ isLoading: true, failure: '' });
    try {
      const params = { ...paramsOf(this.wish, serverNow()), ...(this.next && { before: this.next }) };
      const { entries, next } = await call('audit', 'entries', params);
      if (round !== this.round) return;
      this.entries.push(...entries);
      this.next = next;
      const rows = entries.map((entry) => logRow(entry, serverNow()));
      this.setData({ rows: [...this.data.rows, ...rows], hasMore: next !== undefined });
    } catch (error) {
      if (round === this.round) this.setData({ failure: failureText(error) });
    }
    if (round === this.round) this.setData({ isLoading: false });
  },
  async reachEnd() {
    if (this.data.hasMore && !this.data.isLoading) await this.loadMore();
  },

  async tapChip({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const { name } = currentTarget.dataset as Pick<LogChip, 'name'>;
    if (name === 'refused') return this.find({ isRefused: this.wish.isRefused ? undefined : true } as LogWish);
    if (name === 'conversation') return this.find({ conversationId: undefined } as unknown as LogWish);
    const groups = name === 'time' ? [{ title: '', choices: dayChoices(this.wish) }] : deedChoices(this.wish);
    this.setData({ sheet: name, sheetTitle: says.conditionNames[name], groups: name === 'who' ? [] : groups });
  },
  closeSheet() {
    this.setData({ sheet: '' });
  },
  async choose({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const value = String(currentTarget.dataset['value']) || undefined;
    const wish = this.data.sheet === 'time' ? { days: value && Number(value) } : { what: value };
    await this.find(wish as LogWish);
  },
  async pickPerson({ detail }: WechatMiniprogram.CustomEvent<{ colleague: Colleague }>) {
    const { id } = detail.colleague;
    await this.find({ agentId: id === this.wish.agentId ? undefined : id } as LogWish);
  },
  async anybody() {
    await this.find({ agentId: undefined } as unknown as LogWish);
  },
  async clearAll() {
    this.wish = {};
    await this.find({});
  },

  openEntry({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const entry = this.entries.find(({ entryId }) => entryId === currentTarget.dataset['id']);
    if (entry) this.setData({ sheet: 'details', sheetTitle: says.title, details: logDetails(entry, serverNow()) });
  },
  async onlyWho() {
    if (this.data.details) await this.find({ agentId: this.data.details.agentId });
  },
  async onlyConversation() {
    if (this.data.details) await this.find({ conversationId: this.data.details.conversationId });
  },
  openChat() {
    if (this.data.details) openConversation(this.data.details.conversationId);
  },

  /** Checks the whole log; tapped again, stops. */
  async check() {
    if (this.data.check.isRunning) return this.setData({ check: { ...this.data.check, isRunning: false } });
    this.setData({ check: { ...noCheck, isRunning: true, line: says.checking(0, this.seals) } });
    try {
      await this.runCheck();
    } catch (error) {
      this.setData({ check: { ...noCheck, isWrong: true, line: failureText(error) } });
    }
  },
  async runCheck() {
    const known = sealMarks(this.account);
    const { seals, entries, flaw, marks } = await checkLog(known, (checked) => this.showProgress(checked.seals));
    const isStopped = !this.data.check.isRunning && !flaw;
    if (!flaw) keep(this.account, marks.slice(-1));
    const line = flaw ? flawText(flaw) : isStopped ? says.stopped(seals) : says.right(entries, known.length);
    this.setData({ check: { isRunning: false, percent: 100, line, isWrong: flaw !== undefined } });
  },
  showProgress(seals: number): boolean {
    const { isRunning } = this.data.check;
    const all = Math.max(this.seals, seals, 1);
    const percent = Math.round((seals / all) * 100);
    if (isRunning) this.setData({ 'check.percent': percent, 'check.line': says.checking(seals, all) });
    return isRunning;
  },
});
