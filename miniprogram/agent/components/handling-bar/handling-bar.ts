import type { HandlingBar } from '../../handling-bar';

const icons: Record<HandlingBar['kind'], string> = { plain: 'user-talk', watch: 'browse', wait: 'time' };

/** Who looks after the conversation, and what can be done about it. Fires `act` with the name of what was chosen. */
Component({
  properties: {
    bar: Object,
    isBusy: Boolean,
  },
  data: { icon: '' },
  observers: {
    bar(bar: HandlingBar | null) {
      if (bar) this.setData({ icon: icons[bar.kind] });
    },
  },
  methods: {
    act({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: string }>) {
      if (!this.data.isBusy) this.triggerEvent('act', { name: currentTarget.dataset.name });
    },
  },
});
