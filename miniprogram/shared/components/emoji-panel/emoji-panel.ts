import { type Emoji, emojis, withRecent } from '../../format/emoji';
import { store } from '../../storage';
import { text } from '../../text/text';

const RECENT = 'emoji/recent';

type Tap = WechatMiniprogram.BaseEvent<object, { sign: string }>;

const stored = (): string[] => wx.getStorageSync<string[]>(RECENT) || [];

const named = (signs: readonly string[]): Emoji[] =>
  signs.map((sign) => emojis.find((each) => each.sign === sign)).filter((each) => each !== undefined);

/** Faces and signs to pick from, those used last before the others. Fires `pick` with the sign, and `remove`. */
Component({
  data: {
    t: { recent: text.emoji.recent, all: text.emoji.all, remove: text.emoji.remove, name: text.emoji.name },
    emojis,
    recent: [] as Emoji[],
  },
  lifetimes: {
    attached() {
      this.setData({ recent: named(stored()) });
    },
  },
  methods: {
    /** Those used last keep their places as long as the panel is open. */
    pick({ currentTarget }: Tap) {
      const { sign } = currentTarget.dataset;
      store(RECENT, withRecent(stored(), sign));
      this.triggerEvent('pick', { sign });
    },
    remove() {
      this.triggerEvent('remove');
    },
  },
});
