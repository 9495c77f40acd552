import { words } from '../../../text/words';

/** Questions that one tap asks, in a row that scrolls. Fires `ask` with the question. */
Component({
  properties: { questions: Array },
  data: { name: words.questions },
  methods: {
    ask({ currentTarget }: WechatMiniprogram.BaseEvent<object, { question: string }>) {
      this.triggerEvent('ask', { question: currentTarget.dataset.question });
    },
  },
});
