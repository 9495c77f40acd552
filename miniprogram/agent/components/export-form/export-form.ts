import type { ExportFormat } from '../../../../cloudfunctions/common/protocol/exports';
import { recordsText } from '../../text/records';

const says = recordsText.exports;
const FORMATS: ExportFormat[] = ['html', 'xlsx', 'csv', 'json'];
const SHORTEST = 2;
const LONGEST = 200;

/** As what records are exported, and why. Fires `begin` with an `ExportWish`. */
Component({
  properties: {
    /** What is exported, in words. */
    subject: String,
    mayUnmask: Boolean,
    isBusy: Boolean,
  },
  data: {
    t: says,
    formats: FORMATS.map((name) => ({ name, title: says.formats[name], hint: says.formatHints[name] })),
    format: 'html',
    reason: '',
    unmasked: false,
    withNotes: false,
    isReady: false,
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: ExportFormat }>) {
      this.setData({ format: currentTarget.dataset.name });
    },
    explain({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      const { length } = detail.text.trim();
      this.setData({ reason: detail.text, isReady: length >= SHORTEST && length <= LONGEST });
    },
    turnNotes() {
      this.setData({ withNotes: !this.data.withNotes });
    },
    turnNumbers() {
      this.setData({ unmasked: !this.data.unmasked });
    },
    begin() {
      const { format, reason, unmasked, withNotes } = this.data;
      this.triggerEvent('begin', { format, reason: reason.trim(), unmasked, withNotes });
    },
  },
});
