import { type Banner, watchBanners } from '../../alerts';
import { partsOf } from '../../parts';
import { text } from '../../text/text';

/** Long enough to read it. */
const SHOWN_MS = 4_000;

type Parts = { stop?: (() => void) | undefined; timer?: ReturnType<typeof setTimeout>; open?: () => void };

const parts = partsOf<Parts>(() => ({}));

/** Slides in from above with what was said in a chat that one does not look at; a tap opens that. */
Component({
  properties: {
    kind: { type: String, value: 'customer' },
    /** New messages are seen here without it. */
    noticesOnly: Boolean,
  },
  data: { name: '', words: '', label: '', isShown: false },
  lifetimes: {
    attached() {
      this.listen();
    },
    detached() {
      this.rest();
    },
  },
  pageLifetimes: {
    show() {
      this.listen();
    },
    hide() {
      this.rest();
    },
  },
  methods: {
    listen() {
      parts(this).stop ??= watchBanners((banner) => this.take(banner));
    },
    rest() {
      parts(this).stop?.();
      parts(this).stop = undefined;
      this.hide();
    },
    take(banner: Banner) {
      if (banner.isNotice || !this.data.noticesOnly) this.show(banner);
    },
    show({ name, words, open }: Banner) {
      clearTimeout(parts(this).timer);
      this.setData({ name, words, label: text.alerts.banner(name, words), isShown: true });
      Object.assign(parts(this), { open, timer: setTimeout(() => this.hide(), SHOWN_MS) });
    },
    hide() {
      clearTimeout(parts(this).timer);
      if (this.data.isShown) this.setData({ isShown: false });
    },
    open() {
      const { isShown } = this.data;
      this.hide();
      if (isShown) parts(this).open?.();
    },
  },
});
