import type { Period } from '../../../../cloudfunctions/common/protocol/settings';
import { text } from '../../../shared/text/text';
import { nextPeriod, overlap, WEEK } from '../../shift-form';
import { words } from '../../text/words';

const says = words.shift;

/** The periods of one day, and the days they are for as well. Fires `done` with `periods` and `days`. */
Component({
  properties: {
    index: Number,
    given: { type: Array, value: [] as Period[] },
  },
  data: {
    t: says,
    periods: [] as Period[],
    others: [] as { index: number; name: string; isOn: boolean }[],
    error: '',
  },
  observers: {
    'index, given'(index: number, given: Period[]) {
      const others = WEEK.filter((day) => day !== index).map((day) => ({
        index: day,
        name: text.time.weekdays[day] ?? '',
        isOn: false,
      }));
      this.setData({ periods: given, others, error: '' });
    },
  },
  methods: {
    change({ currentTarget, detail }: WechatMiniprogram.PickerChange) {
      const { place, end } = currentTarget.dataset as { place: number; end: string };
      this.setData({ [`periods[${place}].${end}`]: detail.value, error: '' });
    },
    add() {
      this.setData({ periods: [...this.data.periods, nextPeriod(this.data.periods)], error: '' });
    },
    remove({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const gone = Number(currentTarget.dataset['place']);
      this.setData({ periods: this.data.periods.filter((_, place) => place !== gone), error: '' });
    },
    switchDay({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const place = Number(currentTarget.dataset['place']);
      this.setData({ [`others[${place}].isOn`]: !this.data.others[place]?.isOn });
    },
    finish() {
      const { periods, others, index } = this.data;
      if (overlap(periods)) this.setData({ error: says.overlaps });
      else {
        const days = [index, ...others.filter(({ isOn }) => isOn).map((day) => day.index)];
        this.triggerEvent('done', { periods, days });
      }
    },
  },
});
