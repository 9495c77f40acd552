import { SAVED_SEARCH_LIMIT } from '../../../../cloudfunctions/common/protocol/limits';
import type { Conditions, Found, Hit, Insight, SavedSearch } from '../../../../cloudfunctions/common/protocol/search';
import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { call } from '../../../shared/cloud';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { pageStyle } from '../../appearance';
import type { Options } from '../../business-options';
import { fetchColleagues } from '../../colleagues';
import { orTold } from '../../handling-acts';
import { openAt, type Target } from '../../navigation';
import { conversationOf, recordRow, type RecordRow, targetOf } from '../../record-row';
import { fetchSaved, removeSearch, savedRows, type SavedRow, saveSearch } from '../../saved-searches';
import {
  betweenDays,
  conditionChips,
  type ConditionName,
  filtersOf,
  isBlank,
  phraseChips,
  rangeOf,
  summaryOf,
  without,
} from '../../search-conditions';
import { type Progress, progressOf } from '../../search-progress';
import { asTyped, phrasesOf, queryOf, withPhrase, withPhrases } from '../../search-query';
import { addedTo, noTrend, trendView } from '../../search-trend';
import { exportPage } from '../../exports-store';
import { openSession, signInFailure } from '../../session';
import { SlicedSearch, type SearchState } from '../../sliced-search';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';
import { isWide } from '../../window';

const says = recordsText.records;

/** Hits that are looked for at once. */
const PAGE = 20;

/** Characters that the field takes. */
const LONGEST_QUERY = 200;

const orders = (['newest', 'oldest', 'conversation'] as const).map((name) => ({ name, title: says.orders[name] }));

type Order = (typeof orders)[number]['name'];

const noProgress: Progress = { state: 'paused', sentence: '', action: '', percent: -1 };

/** What is shown of a search before it has found anything; its rows are filled in where they are. */
const nothing = (isOpen = false) => ({
  rows: [] as RecordRow[],
  progress: noProgress,
  doubt: '',
  failure: '',
  trend: { isOpen, isWorking: false, isPartly: false, status: '', view: trendView(noTrend, []) },
});

/** What is looked for, and what one is choosing. */
type Wish = {
  conditions: Conditions;
  order: Order;
  sheet: '' | 'condition' | 'save';
  condition: ConditionName | '';
};

const noWish: Wish = { conditions: {}, order: 'newest', sheet: '', condition: '' };

const noOptions: Options = { skills: [], tags: [], requireTags: false };

const skeletonRow = [
  { width: '40%', height: '20px', borderRadius: '4px' },
  { width: '92%', height: '38px', borderRadius: '4px' },
];

type Tap<T extends object> = WechatMiniprogram.BaseEvent<object, T>;
type Told<T extends object> = WechatMiniprogram.CustomEvent<T>;

/** Finds what was said, by its words and by what is known of it, and opens it where it stands. */
Page({
  data: {
    t: {
      ...says,
      loading: text.load.loading,
      failed: text.load.failed,
      retry: text.load.retry,
      export: recordsText.exports.title,
    },
    style: pageStyle(),
    most: LONGEST_QUERY,
    skeleton: [skeletonRow, skeletonRow, skeletonRow, skeletonRow],
    orders,
    signIn: undefined as ReturnType<typeof signInFailure> | undefined,
    /** What stands in the field, looked for or not. */
    typed: '',
    ...noWish,
    chips: conditionChips({}, String),
    phrases: phraseChips({}),
    isBlank: true,
    ...nothing(),
    options: noOptions,
    /** Agents take out single conversations only. */
    mayExport: false,
    people: [] as Colleague[],
    saved: [] as SavedRow[],
    isSavedKnown: false,
    savedFailure: '',
    savingName: '',
    isSaving: false,
    isWide: false,
    chosen: '',
    opened: '',
    target: null as Target | null,
  },
  hits: [] as Hit[],
  searches: [] as SavedSearch[],
  search: undefined as SlicedSearch<Found> | undefined,
  insight: undefined as SlicedSearch<Insight> | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    this.setData({ isWide: isWide() });
    await this.start();
  },
  onResize({ size }) {
    this.setData({ isWide: isWide(size.windowWidth) });
  },
  /** Nobody waits for it. */
  onHide() {
    this.search?.stop();
    this.insight?.stop();
  },
  onUnload() {
    this.search?.close();
    this.insight?.close();
  },

  async start() {
    this.setData({ signIn: undefined });
    try {
      const { me } = await openSession();
      this.setData({ mayExport: me.role !== 'agent' });
    } catch (error) {
      return this.setData({ signIn: signInFailure(error) });
    }
    await Promise.all([orTold(() => this.loadOptions()), this.loadSaved()]);
  },
  async loadOptions() {
    const { options } = await openSession();
    this.setData({ options: await options.fetch() });
  },
  async loadSaved() {
    this.setData({ savedFailure: '' });
    try {
      this.searches = await fetchSaved();
      this.setData({ saved: savedRows(this.searches, (id) => this.skillName(id)), isSavedKnown: true });
    } catch (error) {
      this.setData({ savedFailure: failureText(error) });
    }
  },
  skillName(id: string): string {
    return this.data.options.skills.find((skill) => skill.id === id)?.name ?? id;
  },

  type({ detail }: Told<{ text: string }>) {
    this.setData({ typed: detail.text });
    if (detail.text === '') this.find();
  },
  /** Looks for what stands in the field. */
  find() {
    this.look(asTyped(this.data.conditions, this.data.typed));
  },
  /** Looks for something else. */
  look(conditions: Conditions) {
    this.search?.close();
    this.insight?.close();
    this.hits = [];
    const { isOpen } = this.data.trend;
    this.setData({
      ...nothing(isOpen),
      conditions,
      typed: queryOf(conditions),
      order: conditions.order ?? 'newest',
      chips: conditionChips(conditions, (id) => this.skillName(id)),
      phrases: phraseChips(conditions),
      isBlank: isBlank(conditions),
      sheet: '',
    });
    this.insight = undefined;
    this.search = isBlank(conditions) ? undefined : this.searchFor(conditions);
    void this.search?.run();
    if (this.search && isOpen) this.goOnCounting();
  },
  clearAll() {
    this.look({});
  },
  searchFor(conditions: Conditions): SlicedSearch<Found> {
    const now = serverNow();
    const filters = filtersOf(conditions, now);
    const order = conditions.order ?? 'newest';
    const range = rangeOf(conditions, now);
    let [reachedAt, wanted, unverifiable] = [undefined as number | undefined, PAGE, 0];
    const show = (state: SearchState) => {
      const found = this.hits.length;
      this.setData({ progress: progressOf({ state, found, reachedAt, range, isForward: order === 'oldest' }) });
    };
    return new SlicedSearch<Found>({
      ask: (cursor) => call('search', 'messages', { ...filters, order, limit: PAGE, ...(cursor && { cursor }) }),
      onPart: (part) => {
        reachedAt = part.reachedAt;
        unverifiable += part.unverifiable;
        if (unverifiable > 0) this.setData({ doubt: says.state.unverifiable(unverifiable) });
        this.addHits(part.hits, order, now);
        show('searching');
      },
      onState: (state, error) => {
        if (state === 'searching') wanted = this.hits.length + PAGE;
        this.setData({ failure: state === 'failed' ? failureText(error) : '' });
        show(state);
      },
      isEnough: () => this.hits.length >= wanted,
    });
  },
  addHits(hits: readonly Hit[], order: Order, now: number) {
    const first = this.hits.length;
    const paths = hits.map((hit, index) => {
      const previous = index > 0 ? hits[index - 1] : (this.hits[first - 1] ?? 'none');
      return [`rows[${first + index}]`, recordRow(hit, now, order === 'conversation' ? previous : undefined)];
    });
    this.hits = [...this.hits, ...hits];
    if (hits.length > 0) this.setData(Object.fromEntries(paths) as object);
  },
  goOn() {
    void this.search?.run();
  },
  /** At the end of the list what is enough for now is not enough any more. */
  reachEnd() {
    if (this.data.progress.state === 'paused') this.goOn();
  },
  actOnProgress() {
    if (this.data.progress.state === 'searching') this.search?.stop();
    else this.goOn();
  },
  chooseOrder({ currentTarget }: Tap<{ name: Order }>) {
    const { name: order } = currentTarget.dataset;
    if (order !== this.data.order) this.look({ ...this.data.conditions, order });
  },
  dropPhrase({ currentTarget }: Tap<{ phrase: string }>) {
    const { conditions } = this.data;
    const left = phrasesOf(conditions).filter((phrase) => phrase !== currentTarget.dataset.phrase);
    this.look(withPhrases(conditions, left));
  },

  async openCondition({ currentTarget }: Tap<{ name: ConditionName }>) {
    const { name: condition } = currentTarget.dataset;
    try {
      if (condition === 'agent') this.setData({ people: await fetchColleagues('') });
      if (condition === 'tag' || condition === 'more') await this.loadOptions();
      this.setData({ sheet: 'condition', condition });
    } catch (error) {
      showFailure(error);
    }
  },
  chooseCondition({ detail }: Told<{ conditions: Conditions }>) {
    this.look(asTyped(detail.conditions, this.data.typed));
  },
  closeSheet() {
    this.setData({ sheet: '' });
  },

  toggleTrend() {
    const isOpen = !this.data.trend.isOpen;
    this.setData({ 'trend.isOpen': isOpen });
    if (isOpen) this.goOnCounting();
    else this.insight?.stop();
  },
  goOnCounting() {
    this.insight ??= this.insightOf(this.data.conditions);
    void this.insight.run();
  },
  insightOf(conditions: Conditions): SlicedSearch<Insight> {
    const filters = filtersOf(conditions, serverNow());
    const known = phrasesOf(conditions);
    let trend = noTrend;
    return new SlicedSearch<Insight>({
      ask: (cursor) => call('search', 'insight', { ...filters, ...(cursor && { cursor }) }),
      onPart: (part) => {
        trend = addedTo(trend, part);
        const { sentence } = progressOf({
          state: 'searching',
          found: trend.hits,
          reachedAt: part.reachedAt,
          range: rangeOf(conditions, serverNow()),
          isForward: false,
        });
        this.setData({ 'trend.view': trendView(trend, known), 'trend.status': sentence });
      },
      onState: (state) =>
        this.setData({
          'trend.isWorking': state === 'searching',
          'trend.isPartly': state === 'stopped' || state === 'failed',
        }),
    });
  },
  narrowSpan({ detail }: Told<{ first: string; last: string }>) {
    this.look({ ...without(this.data.conditions, 'time'), ...betweenDays(detail.first, detail.last) });
  },
  narrowTerm({ detail }: Told<{ name: string }>) {
    this.look(withPhrase(this.data.conditions, detail.name));
  },
  narrowProduct({ detail }: Told<{ name: string }>) {
    this.look({ ...this.data.conditions, product: detail.name });
  },

  exportFound() {
    void wx.navigateTo({ url: exportPage(filtersOf(this.data.conditions, serverNow())) });
  },
  openSaving() {
    const name = summaryOf(this.data.conditions, (id) => this.skillName(id)).slice(0, 32);
    if (this.searches.length < SAVED_SEARCH_LIMIT) this.setData({ sheet: 'save', savingName: name });
    else void wx.showToast({ title: says.saved.tooMany(SAVED_SEARCH_LIMIT), icon: 'none' });
  },
  nameSaving({ detail }: Told<{ text: string }>) {
    this.setData({ savingName: detail.text });
  },
  async save() {
    this.setData({ isSaving: true });
    try {
      await saveSearch(this.data.savingName.trim().slice(0, 64), this.data.conditions);
      this.setData({ sheet: '' });
      void wx.showToast({ title: says.saved.done, icon: 'none' });
      await this.loadSaved();
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isSaving: false });
  },
  openSaved({ currentTarget }: Tap<{ id: string }>) {
    const saved = this.searches.find(({ searchId }) => searchId === currentTarget.dataset.id);
    if (saved) this.look(saved.conditions);
  },
  async removeSaved({ currentTarget }: Tap<{ id: string; name: string }>) {
    const { id, name } = currentTarget.dataset;
    const { remove: yes, cancel: no } = words.confirm;
    if (!(await confirm({ title: says.saved.confirm(name), yes, no }))) return;
    try {
      await removeSearch(id);
      await this.loadSaved();
    } catch (error) {
      showFailure(error);
    }
  },

  open({ currentTarget }: Tap<{ index: number }>) {
    const hit = this.hits[currentTarget.dataset.index];
    if (!hit) return;
    const [conversationId, target] = [conversationOf(hit), targetOf(hit)];
    this.setData({ chosen: hit.messageId });
    if (this.data.isWide) this.setData({ opened: conversationId, target });
    else openAt(conversationId, target);
  },
});
