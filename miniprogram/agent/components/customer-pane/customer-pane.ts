import { words } from '../../text/words';

/** Who the customer is, whether they can be reached and why they came. */
Component({
  properties: {
    name: String,
    avatar: String,
    /** `{isHere, label}`. */
    presence: Object,
    reach: String,
    /** `{name, value}` each. */
    facts: Array,
  },
  data: { t: words.customer },
});
