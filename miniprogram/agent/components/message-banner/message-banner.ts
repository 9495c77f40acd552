import { text } from '../../../shared/text/text';
import { type Banner, watchBanners } from '../../alerts';
import { openConversation } from '../../navigation';
import { partsOf } from '../../parts';

/** Long enough to read it. */
const SHOWN_MS = 4_000;

const parts = partsOf<{ stop?: (() => void) | undefined; timer?: ReturnType<typeof setTimeout> }>(() => ({}));

/** Slides in from above with what was said in another conversation; a tap opens that. Every page but the list has one. */
Component({
  data: { banner: { conversationId: '', name: '', words: '' }, label: '', isShown: false },
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
      parts(this).stop ??= watchBanners((banner) => this.show(banner));
    },
    rest() {
      parts(this).stop?.();
      parts(this).stop = undefined;
      this.hide();
    },
    show(banner: Banner) {
      clearTimeout(parts(this).timer);
      this.setData({ banner, label: text.alerts.banner(banner.name, banner.words), isShown: true });
      parts(this).timer = setTimeout(() => this.hide(), SHOWN_MS);
    },
    hide() {
      clearTimeout(parts(this).timer);
      if (this.data.isShown) this.setData({ isShown: false });
    },
    open() {
      const { banner, isShown } = this.data;
      this.hide();
      if (isShown) openConversation(banner.conversationId);
    },
  },
});
