import type { RecordRow } from '../../record-row';
import { recordsText } from '../../text/records';

/** A message that was found. Fires `open`. */
Component({
  properties: { row: { type: Object, value: null as unknown as RecordRow }, isChosen: Boolean },
  data: { agent: '' },
  observers: {
    row(row: RecordRow | null) {
      this.setData({ agent: row?.agent ? recordsText.records.agentLine(row.agent) : '' });
    },
  },
  methods: {
    open() {
      this.triggerEvent('open');
    },
  },
});
