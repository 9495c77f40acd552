import { TEXT_LIMIT, textLength } from '../../../../cloudfunctions/common/protocol/limits';
import { text } from '../../text/text';

/** From here on the composer says how many characters are left. */
const COUNT_FROM = TEXT_LIMIT - 100;

/**
 * Where one writes. Fires `send` with the text, `typing` at every stroke while there is some, and `resize` with the height of
 * the keyboard and the number of lines.
 */
Component({
  properties: {
    /** There is no conversation to write to yet. */
    disabled: Boolean,
    /** `text` is to be added to what stands in the field. */
    draft: Object,
  },
  data: {
    t: {
      input: text.composer.input,
      send: text.composer.send,
      hint: text.composer.hint,
      connecting: text.composer.connecting,
    },
    value: '',
    left: '',
    canSend: false,
    keyboard: 0,
    lines: 1,
    isFocused: false,
  },
  observers: {
    draft(draft: { text: string } | null) {
      if (draft?.text) this.add(draft.text);
    },
  },
  methods: {
    typed({ detail }: WechatMiniprogram.TextareaInput) {
      this.setText(detail.value);
      if (detail.value.trim() !== '') this.triggerEvent('typing');
    },
    add(added: string) {
      this.setText(this.data.value + added);
      this.setData({ isFocused: true });
    },
    blurred() {
      this.setData({ isFocused: false });
    },
    setText(value: string) {
      const length = textLength(value);
      this.setData({
        value,
        left: length >= COUNT_FROM ? text.composer.left(TEXT_LIMIT - length) : '',
        canSend: value.trim() !== '' && length <= TEXT_LIMIT,
      });
    },
    send() {
      if (!this.data.canSend) return;
      this.triggerEvent('send', { text: this.data.value });
      this.setText('');
    },
    keyboardMoved({ detail }: WechatMiniprogram.CustomEvent<{ height: number }>) {
      this.setData({ keyboard: detail.height });
      this.tellSize();
    },
    linesChanged({ detail }: WechatMiniprogram.CustomEvent<{ lineCount: number }>) {
      this.setData({ lines: detail.lineCount });
      this.tellSize();
    },
    tellSize() {
      const { keyboard, lines } = this.data;
      this.triggerEvent('resize', { keyboard, lines });
    },
  },
});
