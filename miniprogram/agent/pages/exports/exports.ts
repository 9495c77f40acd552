import { isFailure } from '../../../shared/failure';
import { extensionIn } from '../../../shared/format/measures';
import { randomName } from '../../../shared/random';
import { confirm } from '../../../shared/screens/confirm';
import { showFailure } from '../../../shared/screens/failure-text';
import { inLanguage, text } from '../../../shared/text/text';
import { type ExportRow, exportRow } from '../../export-row';
import {
  beginExport,
  cancelExport,
  type ExportFilters,
  type ExportWish,
  fetchExports,
  fetchLinks,
  retryExport,
} from '../../exports-store';
import { loading } from '../../loading';
import { openSession } from '../../session';
import { recordsText } from '../../text/records';

const says = recordsText.exports;

/** While something is going on it is asked for this often. */
const POLL_MS = 5_000;

type Tapped = WechatMiniprogram.BaseEvent<object, { id: string; name: string }>;

const noFilters: ExportFilters = {};

/** Exports: beginning one, how far it is, and its files. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retrying: text.load.retry, loading: text.load.loading },
    rows: [] as ExportRow[],
    key: '',
    subject: '',
    mayUnmask: false,
    /** Agents export from their conversations, others what they find. */
    isAgent: false,
    isAsking: false,
    isBusy: false,
    isReady: false,
    failure: '',
  },
  filters: noFilters,
  clientId: '',
  timer: undefined as ReturnType<typeof setTimeout> | undefined,
  isHidden: false,

  async onLoad({ filters }: { filters?: string }) {
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
    if (filters !== undefined) await this.ask(JSON.parse(decodeURIComponent(filters)) as ExportFilters);
  },
  onShow() {
    this.isHidden = false;
    if (this.data.isReady) void this.look();
  },
  onHide() {
    this.rest();
  },
  onUnload() {
    this.rest();
  },
  /** Nobody looks: nothing is asked for. */
  rest() {
    this.isHidden = true;
    clearTimeout(this.timer);
  },
  async onPullDownRefresh() {
    await this.load();
    await wx.stopPullDownRefresh();
  },
  load() {
    clearTimeout(this.timer);
    return loading(this, () => this.show());
  },
  async show() {
    const [{ me }, { exports, key }] = await Promise.all([openSession(), fetchExports()]);
    const rows = exports.map((one) => exportRow(one, Date.now()));
    const [mayUnmask, isAgent] = [me.role !== 'analyst', me.role === 'agent'];
    this.setData({ rows, key, mayUnmask, isAgent, isReady: true });
    if (rows.some(({ isRunning }) => isRunning)) this.lookAgain();
  },
  lookAgain() {
    if (!this.isHidden) this.timer = setTimeout(() => void this.look(), POLL_MS);
  },
  /** Looks how far it is; what is shown stays when that cannot be had. */
  async look() {
    clearTimeout(this.timer);
    try {
      await this.show();
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.lookAgain();
    }
  },
  /** Goes where an export begins. */
  begins() {
    const page = this.data.isAgent ? 'conversations' : 'records';
    void wx.switchTab({ url: `/pages/${page}/${page}` });
  },

  /** Asks as what and why; the same answer given twice is one export. */
  async ask(filters: ExportFilters) {
    this.filters = filters;
    this.clientId = await randomName();
    this.setData({
      isAsking: true,
      subject: filters.conversationId === undefined ? says.ofSearch : says.ofConversation,
    });
  },
  close() {
    this.setData({ isAsking: false });
  },
  async begin({ detail }: WechatMiniprogram.CustomEvent<ExportWish>) {
    if (this.data.isBusy) return;
    this.setData({ isBusy: true });
    try {
      const { clientId, filters } = this;
      await beginExport({ ...filters, ...detail, clientId, language: inLanguage<'zh' | 'en'>('zh', 'en') });
      this.setData({ isAsking: false });
      void wx.showToast({ title: says.begun, icon: 'none' });
      await this.load();
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isBusy: false });
  },

  async act({ currentTarget }: Tapped) {
    const row = this.data.rows.find(({ id }) => id === currentTarget.dataset.id);
    if (!row) return;
    const question = row.isRunning
      ? { title: says.confirmCancel, yes: says.cancel }
      : { title: says.confirmRemove, content: says.removeHint, yes: says.remove };
    if (await confirm({ ...question, no: says.keep })) await this.doAndLoad(() => cancelExport(row.id));
  },
  async retry({ currentTarget }: Tapped) {
    await this.doAndLoad(() => retryExport(currentTarget.dataset.id));
  },
  async doAndLoad(work: () => Promise<unknown>) {
    try {
      await work();
    } catch (error) {
      showFailure(error);
    }
    await this.load();
  },

  async openFile({ currentTarget }: Tapped) {
    const { id, name } = currentTarget.dataset;
    try {
      const url = (await fetchLinks(id)).find((one) => one.name === name)?.url;
      if (url === undefined) await this.load();
      else if (extensionIn(name) === 'xlsx') await this.chooseWay(url);
      else await copy(url);
    } catch (error) {
      showFailure(error);
    }
  },
  async chooseWay(url: string) {
    const tapped = await wx.showActionSheet({ itemList: [says.open, says.copy] }).catch(() => undefined);
    if (tapped?.tapIndex === 0) await open(url);
    if (tapped?.tapIndex === 1) await copy(url);
  },
});

async function copy(url: string): Promise<void> {
  await wx.setClipboardData({ data: url });
  void wx.showToast({ title: says.copied, icon: 'none' });
}

/** In the phone's own reader, whose menu also saves it and hands it on. */
async function open(url: string): Promise<void> {
  try {
    await wx.openDocument({ filePath: await downloaded(url), fileType: 'xlsx', showMenu: true });
  } catch {
    void wx.showToast({ title: says.notOpened, icon: 'none' });
  }
}

const downloaded = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    wx.downloadFile({
      url,
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200 ? resolve(tempFilePath) : reject(new Error(`download: ${statusCode}`)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
