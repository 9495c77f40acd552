import { AppError } from '../../../../cloudfunctions/common/protocol/errors';
import type { Shift } from '../../../../cloudfunctions/common/protocol/documents';
import type { Period } from '../../../../cloudfunctions/common/protocol/settings';
import type { AgentShift } from '../../../../cloudfunctions/common/protocol/team';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openSession } from '../../session';
import { daysOf, type ShiftDay, weekText, withDays } from '../../shift-form';
import { fetchShifts, saveShift } from '../../team-store';
import { words } from '../../text/words';

const says = words.shift;

/** Somebody's week: when they are to be there, and when they are called. Without an id it is one's own. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    part: 'week',
    days: [] as ShiftDay[],
    /** The day that is being changed; -1: none. */
    day: -1,
    dayName: '',
    periods: [] as Period[],
    colleagues: [] as { id: string; name: string; week: string }[],
    isCopying: false,
    canChange: false,
    isReady: false,
    isSaving: false,
    failure: '',
  },
  agentId: '',
  all: [] as AgentShift[],
  shift: undefined as Shift | undefined,

  async onLoad({ id = '' }) {
    this.agentId = id;
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const [{ me }, shifts] = await Promise.all([openSession(), fetchShifts()]);
      this.all = shifts;
      this.show(me.id);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  show(ownId: string) {
    const wanted = this.agentId || ownId;
    const found = this.all.find(({ agentId }) => agentId === wanted);
    if (!found) throw new AppError('NOT_FOUND');
    this.agentId = wanted;
    this.shift = found.shift;
    void wx.setNavigationBarTitle({ title: wanted === ownId ? says.own : says.of(found.name) });
    const others = this.all.filter(({ agentId, role }) => agentId !== wanted && role !== 'analyst');
    this.setData({
      colleagues: others.map(({ agentId, name, shift }) => ({ id: agentId, name, week: weekText(shift.week) })),
      canChange: found.canChange,
      isReady: true,
    });
    this.showWeek();
  },
  showWeek() {
    const part = this.data.part as keyof Shift;
    if (this.shift) this.setData({ days: daysOf(this.shift[part], part === 'week' ? says.dayOff : says.noCall) });
  },
  choosePart({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ part: String(currentTarget.dataset['part']) });
    this.showWeek();
  },

  openDay({ detail }: WechatMiniprogram.CustomEvent<{ index: number }>) {
    const periods = this.shift?.[this.data.part as keyof Shift][detail.index] ?? [];
    this.setData({ day: detail.index, dayName: text.time.weekdays[detail.index] ?? '', periods });
  },
  closeSheet() {
    this.setData({ day: -1, isCopying: false });
  },
  changeDay({ detail }: WechatMiniprogram.CustomEvent<{ periods: Period[]; days: number[] }>) {
    if (!this.shift) return;
    const part = this.data.part as keyof Shift;
    this.shift = { ...this.shift, [part]: withDays(this.shift[part], detail.days, detail.periods) };
    this.closeSheet();
    this.showWeek();
  },
  openColleagues() {
    this.setData({ isCopying: true });
  },
  copy({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.shift = this.all.find(({ agentId }) => agentId === currentTarget.dataset['id'])?.shift ?? this.shift;
    this.closeSheet();
    this.showWeek();
  },

  async save() {
    if (!this.shift || this.data.isSaving) return;
    this.setData({ isSaving: true });
    try {
      await saveShift(this.agentId, this.shift);
      void wx.showToast({ title: says.saved, icon: 'none' });
      void wx.navigateBack();
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isSaving: false });
  },
});
