import type { CustomerFile, Lost, Unmasked } from '../../../../cloudfunctions/common/protocol/customer';
import type { FileField } from '../../../../cloudfunctions/common/protocol/documents';
import { NOTE_LIMIT, TAG_LIMIT } from '../../../../cloudfunctions/common/protocol/limits';
import { call } from '../../../shared/cloud';
import { partsOf } from '../../../shared/parts';
import { randomName } from '../../../shared/random';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { fileView, type FileView } from '../../customer-file';
import { openConversation } from '../../navigation';
import { openSession } from '../../session';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';
import { askText, revealed } from '../../unmask';

const says = recordsText.file;

const hints: Record<FileField, string> = { remark: says.remarkHint, phone: says.phoneHint };

/** `tried`: a change of which nobody knows whether it arrived, and the id under which it is made again. */
type Parts = {
  file?: CustomerFile | undefined;
  shown?: Unmasked | undefined;
  tried?: { change: string; clientId: string } | undefined;
};

/** A change that is made, and made again as the same one when nobody knows whether it arrived. */
type Change = Partial<Record<FileField | 'note' | 'removeNoteId', string>> & {
  addTags?: string[];
  removeTags?: string[];
};

const parts = partsOf<Parts>(() => ({}));

type Tap<Data extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.BaseEvent<object, Data>;

/** All that is known of a customer, to read and to write in. `reload` fetches it anew. */
Component({
  properties: {
    customerId: String,
    /** It stands below something that says already who the customer is. */
    isBeside: Boolean,
  },
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    file: null as FileView | null,
    failure: '',
    note: '',
    noteLimit: NOTE_LIMIT,
    isBusy: false,
  },
  observers: {
    customerId() {
      Object.assign(parts(this), { file: undefined, shown: undefined });
      this.setData({ file: null, note: '' });
      void this.reload();
    },
  },
  pageLifetimes: {
    show() {
      if (parts(this).file) void this.reload();
    },
  },
  methods: {
    async reload() {
      const { customerId } = this.data;
      if (!customerId) return;
      this.setData({ failure: '' });
      try {
        const file = await call('customer', 'file', { customerId });
        if (this.data.customerId !== customerId) return;
        parts(this).file = file;
        await this.show();
      } catch (error) {
        if (this.data.customerId === customerId) this.setData({ failure: failureText(error) });
      }
    },
    async show() {
      const { me } = await openSession();
      const { file, shown } = parts(this);
      if (file) this.setData({ file: fileView(file, me, serverNow(), shown) });
    },
    async change(change: Change): Promise<boolean> {
      const { customerId } = this.data;
      this.setData({ isBusy: true });
      try {
        const base = parts(this).file?.version ?? 0;
        const clientId = await this.idOf(change);
        const { lost } = await call('customer', 'edit', { customerId, clientId, base, ...change });
        Object.assign(parts(this), { shown: undefined, tried: undefined });
        this.tellLost(lost);
        await this.reload();
        return true;
      } catch (error) {
        showFailure(error);
        return false;
      } finally {
        this.setData({ isBusy: false });
      }
    },
    /** The same change again is the same one. */
    async idOf(change: Change): Promise<string> {
      const written = JSON.stringify([this.data.customerId, change]);
      const { tried } = parts(this);
      if (tried?.change === written) return tried.clientId;
      const clientId = await randomName();
      parts(this).tried = { change: written, clientId };
      return clientId;
    },
    tellLost([first]: Lost[]) {
      if (first) void wx.showToast({ title: says.overwrote(first.by.name ?? says.colleague), icon: 'none' });
    },
    async reveal() {
      const { customerId } = this.data;
      const shown = await revealed((reason) => call('customer', 'unmask', { customerId, reason }));
      if (!shown || this.data.customerId !== customerId) return;
      parts(this).shown = shown;
      await this.show();
    },
    /** What is hidden has to be seen before it is changed. */
    async editField({ currentTarget }: Tap<{ field: FileField }>) {
      const { field } = currentTarget.dataset;
      const { file } = this.data;
      if (!file?.canEdit) return;
      if (file[field].includes('*')) await this.reveal();
      const former = this.data.file?.[field] ?? '';
      if (former.includes('*')) return;
      const typed = await askText(says[field], hints[field], former);
      if (typed === undefined || typed === former) return;
      if (field === 'phone' && !/^(?:[+＋]?[\d\s()-]{5,24})?$/.test(typed))
        void wx.showToast({ title: says.badPhone, icon: 'none' });
      else await this.change({ [field]: typed });
    },
    call() {
      const phoneNumber = (this.data.file?.phone ?? '').replace(/[^\d+]/g, '');
      if (phoneNumber) void wx.makePhoneCall({ phoneNumber });
    },
    async addTag() {
      if ((parts(this).file?.tags.length ?? 0) >= TAG_LIMIT) {
        void wx.showToast({ title: says.tooManyTags(TAG_LIMIT), icon: 'none' });
        return;
      }
      const tag = await askText(says.addTag, says.tagHint);
      if (tag) await this.change({ addTags: [tag.slice(0, 32)] });
    },
    async removeTag({ currentTarget }: Tap<{ tag: string }>) {
      await this.change({ removeTags: [currentTarget.dataset.tag] });
    },
    typeNote({ detail }: WechatMiniprogram.Input) {
      this.setData({ note: detail.value });
    },
    async addNote() {
      const note = this.data.note.trim();
      if (note && (await this.change({ note }))) this.setData({ note: '' });
    },
    async removeNote({ currentTarget }: Tap<{ id: string }>) {
      const question = { title: says.confirmRemove, yes: says.removeNote, no: words.confirm.cancel };
      if (await confirm(question)) await this.change({ removeNoteId: currentTarget.dataset.id });
    },
    async takeBack({ currentTarget }: Tap<{ field: FileField; value: string }>) {
      const { field, value } = currentTarget.dataset;
      if (!value.includes('*')) await this.change({ [field]: value });
    },
    openChat({ currentTarget }: Tap<{ id: string; open: boolean }>) {
      const { id, open } = currentTarget.dataset;
      if (open) openConversation(id);
    },
  },
});
