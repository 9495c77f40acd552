import type { MessageRow } from '../../format/message-row';
import type { TextPart } from '../../format/text-parts';
import { text } from '../../text/text';

/** How a bubble of each kind is drawn; any other is a coloured one with a tail. */
const looks: Record<string, string> = {
  image: 'bare',
  video: 'bare',
  file: 'card',
  product: 'card',
  order: 'card',
  excerpt: 'card',
  customer: 'card',
};

type Box = { left: number; top: number; width: number; height: number };

/**
 * One message: who said it, what, and how far it has got. Fires `act` with its key and what the person does: `open`, `part`
 * (a link or number in the text), `menu` (a long press, with the bubble's box), `resend`, `quoted`, `original`, `select`,
 * `broken`.
 */
Component({
  properties: {
    row: Object,
    isPlaying: Boolean,
    /** Messages are being chosen: a tap anywhere chooses this one. */
    isSelecting: Boolean,
    /** One has just come here from elsewhere. */
    isMarked: Boolean,
  },
  data: {
    t: { resend: text.bubble.resend, read: text.bubble.read, delivered: text.bubble.delivered },
    look: '',
    chooseLabel: '',
  },
  observers: {
    'row.bubble.kind'(kind: string) {
      this.setData({ look: looks[kind] ?? 'words' });
    },
    'isSelecting, row.label'(isSelecting: boolean, label: string) {
      if (isSelecting) this.setData({ chooseLabel: text.selection.choose(label) });
    },
  },
  methods: {
    act(name: string, detail: object = {}) {
      const { key } = this.data.row as MessageRow;
      this.triggerEvent('act', { ...detail, name, key });
    },
    open() {
      this.act('open');
    },
    openPart({ detail }: WechatMiniprogram.CustomEvent<TextPart>) {
      this.act('part', { part: detail });
    },
    openOriginal() {
      this.act('original');
    },
    reveal() {
      this.act('unmask');
    },
    openQuoted() {
      this.act('quoted');
    },
    resend() {
      this.act('resend');
    },
    select() {
      this.act('select');
    },
    tellBroken() {
      this.act('broken');
    },
    openMenu() {
      const query = this.createSelectorQuery();
      query.select('#bubble').boundingClientRect();
      query.exec(([box]: [Box | null]) => this.act('menu', { box }));
    },
  },
});
