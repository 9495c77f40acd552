import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { words } from '../../text/words';

/** To whom messages are passed on, and with what words. Fires `send` with `agentId` and `words`. */
Component({
  properties: {
    people: Array,
    count: Number,
  },
  data: { t: words.forward, countText: '', chosen: '', words: '' },
  observers: {
    count(count: number) {
      this.setData({ countText: words.forward.count(count) });
    },
  },
  methods: {
    choose({ detail }: WechatMiniprogram.CustomEvent<{ colleague: Colleague }>) {
      this.setData({ chosen: detail.colleague.id });
    },
    typed({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.setData({ words: detail.text });
    },
    send() {
      const { chosen, words: said } = this.data;
      if (chosen) this.triggerEvent('send', { agentId: chosen, words: said });
    },
  },
});
