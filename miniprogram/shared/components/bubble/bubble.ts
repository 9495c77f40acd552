import { text } from '../../text/text';

/** One message: who said it, what, and how far it has got. Fires `resend` when it failed, `menu` after a long press. */
Component({
  properties: {
    own: Boolean,
    role: String,
    name: String,
    content: String,
    /** What a screen reader says for the whole bubble. */
    label: String,
    /** `sending`, `sent`, `read` or `failed`. */
    state: String,
    /** Said in place of a message that cannot be shown. */
    quiet: Boolean,
    /** Why it failed. */
    error: String,
  },
  data: { t: { resend: text.bubble.resend, read: text.bubble.read } },
  methods: {
    openMenu() {
      this.triggerEvent('menu');
    },
    resend() {
      this.triggerEvent('resend');
    },
  },
});
