import { text } from '../../text/text';

/** How much has gone up or come down, as a ring that fills. */
Component({
  properties: { percent: Number },
  data: { label: '' },
  observers: {
    percent(percent: number) {
      this.setData({ label: text.kinds.percent(percent) });
    },
  },
});
