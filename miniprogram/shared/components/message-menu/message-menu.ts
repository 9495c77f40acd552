import { menuPlace } from '../../format/menu-place';
import { text } from '../../text/text';

type Box = { left: number; top: number; width: number; height: number };
type Tap = WechatMiniprogram.BaseEvent<object, { act: string }>;

const icons: Record<string, string> = {
  copy: 'copy',
  quote: 'quote',
  forward: 'share',
  recall: 'rollback',
  select: 'bulletpoint',
  remove: 'delete',
};
const names: Record<string, string> = text.menu;

/** What can be done with a message, over the message. Fires `choose` with the act, and `close`. */
Component({
  properties: {
    /** Names of acts; none closes the menu. */
    acts: { type: Array, value: [] as string[] },
    /** Where the message is on the screen. */
    box: Object,
  },
  data: {
    t: { name: text.menu.name, close: text.menu.close },
    items: [] as { act: string; name: string; icon: string }[],
    place: { left: 0, top: 0, width: 0, arrow: 0, isBelow: false },
  },
  observers: {
    'acts, box'(acts: string[], box: Box | null) {
      if (acts.length === 0 || !box) return;
      const { windowWidth: width, windowHeight: height } = wx.getWindowInfo();
      this.setData({
        items: acts.map((act) => ({ act, name: names[act] ?? act, icon: icons[act] ?? 'ellipsis' })),
        place: menuPlace(box, acts.length, { width, height }),
      });
    },
  },
  methods: {
    choose({ currentTarget }: Tap) {
      this.triggerEvent('choose', { act: currentTarget.dataset.act });
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
