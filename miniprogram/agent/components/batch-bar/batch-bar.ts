import type { BatchView } from '../../batch';
import { words } from '../../text/words';

const says = words.batch;

/** What can be done with the conversations that are selected, and how far it has come. Fires `all`, `close` and `cancel`. */
Component({
  properties: { batch: Object },
  data: { t: says, title: '' },
  observers: {
    batch(batch: BatchView) {
      this.setData({ title: titleOf(batch) });
    },
  },
  methods: {
    all() {
      this.triggerEvent('all');
    },
    close() {
      this.triggerEvent('close');
    },
    cancel() {
      this.triggerEvent('cancel');
    },
  },
});

function titleOf({ isWorking, done, all, failed, chosen }: BatchView): string {
  if (isWorking) return says.working(done, all);
  if (failed.length > 0) return says.failed(failed.join('、'));
  return chosen.length > 0 ? says.count(chosen.length) : says.none;
}
