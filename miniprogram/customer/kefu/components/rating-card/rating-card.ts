import { words } from '../../../text/words';

const says = words.rating;

/** What can be said by a tap, by how one liked it. */
const answersTo = (score: number): readonly string[] => (score >= 4 ? says.good : says.bad);

type Choice = { name: string; isChosen: boolean };

/**
 * Asks what the customer thought. Fires `rate` with a `score` at the first tap, and again with what is said besides; `close` when they
 * do not want to say anything.
 */
Component({
  properties: {
    /** What was said so far; 0 for nothing. */
    score: Number,
    isBusy: Boolean,
  },
  data: {
    t: says,
    stars: [1, 2, 3, 4, 5].map((value) => ({ value, label: says.stars(value) })),
    choices: [] as Choice[],
    comment: '',
    isSaid: false,
  },
  observers: {
    /** What was chosen stays as long as the question is the same. */
    score(score: number) {
      const names = score === 0 ? [] : answersTo(score);
      if (names.join() === this.data.choices.map(({ name }) => name).join()) return;
      this.setData({ choices: names.map((name) => ({ name, isChosen: false })) });
    },
  },
  methods: {
    rate({ currentTarget }: WechatMiniprogram.BaseEvent<object, { value: number }>) {
      this.setData({ isSaid: false });
      this.triggerEvent('rate', { score: currentTarget.dataset.value });
    },
    toggle({ currentTarget }: WechatMiniprogram.BaseEvent<object, { index: number }>) {
      const { index } = currentTarget.dataset;
      this.setData({ [`choices[${index}].isChosen`]: !this.data.choices[index]?.isChosen, isSaid: false });
    },
    typed({ detail }: WechatMiniprogram.Input) {
      this.setData({ comment: detail.value, isSaid: false });
    },
    say() {
      const { score, choices, comment } = this.data;
      const answers = choices.filter(({ isChosen }) => isChosen).map(({ name }) => name);
      this.setData({ isSaid: true });
      this.triggerEvent('rate', { score, answers, ...(comment.trim() !== '' && { comment: comment.trim() }) });
    },
    close() {
      this.triggerEvent('close');
    },
  },
});
