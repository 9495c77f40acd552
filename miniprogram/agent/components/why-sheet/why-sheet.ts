import type { Decision } from '../../../../cloudfunctions/common/protocol/assignment-rules';
import { rowTime } from '../../../shared/format/time';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { leading } from '../../text/leading';
import { type Why, whyOf } from '../../why';

const says = leading.why;

/**
 * Why a conversation went to its agent, in plain words. To be given the decision when it has come: until then it shows that it loads,
 * and with a `failure` what went wrong. Fires `close` and `retry`.
 */
Component({
  properties: {
    /** As `assignment.explain` answers it. */
    decision: { type: Object, value: null as Decision | null },
    /** The conversation has had no agent. */
    isNone: Boolean,
    failure: String,
    /** Names of skills by their ids. */
    skillNames: { type: Object, value: {} },
  },
  data: {
    t: { title: says.title, none: says.none, chosen: says.chosen, failed: text.load.failed, retry: text.load.retry },
    why: undefined as Why | undefined,
    at: '',
    looked: '',
  },
  observers: {
    'decision, skillNames'(decision: Decision | null, names: Record<string, string>) {
      if (decision)
        this.setData({
          why: whyOf(decision, names),
          at: says.at(rowTime(decision.at, serverNow())),
          looked: says.looked(decision.lookedAt),
        });
    },
  },
  methods: {
    close() {
      this.triggerEvent('close');
    },
    retry() {
      this.triggerEvent('retry');
    },
  },
});
