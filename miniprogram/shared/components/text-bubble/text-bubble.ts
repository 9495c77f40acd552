import type { TextPart } from '../../format/text-parts';

type Tap = WechatMiniprogram.BaseEvent<object, { index: number }>;

/** Words; links and telephone numbers among them can be tapped, which fires `part`. */
Component({
  properties: {
    parts: Array,
    /** Said in place of a message that cannot be shown. */
    quiet: String,
  },
  methods: {
    tapPart({ currentTarget }: Tap) {
      const part = (this.data.parts as TextPart[])[currentTarget.dataset.index];
      if (part?.kind === 'link' || part?.kind === 'phone') this.triggerEvent('part', part);
    },
  },
});
