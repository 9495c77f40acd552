import { TEXT_LIMIT, textLength } from '../../../../cloudfunctions/common/protocol/limits';
import {
  type Floor,
  keyboardMoved,
  keyboardWanted,
  noFloor,
  type Panel,
  panelOpened,
  settled,
} from '../../format/floor';
import { inserted, withoutSign, type Written } from '../../format/written';
import { text } from '../../text/text';
import type { Recording } from '../../voice-recorder';

/** From here on the composer says how many characters are left. */
const COUNT_FROM = TEXT_LIMIT - 100;

/** A keyboard that was asked for and has not come by then does not come: there is a real one. */
const KEYBOARD_MS = 400;

type Draft = { text: string; isWhole?: boolean };

/**
 * Where one writes, speaks and picks. Fires `send` with the text, `typed` with it at every change, `voice` with a recording,
 * `refused` when that is not allowed, `choose` with the name of what was chosen from the panel, `drop` when the quote is not
 * wanted, and `resize` with its height in `room`.
 */
Component({
  options: { pureDataPattern: /^_/ },
  properties: {
    /** There is no conversation to write to yet. */
    disabled: Boolean,
    /** `text` is to be added to what stands in the field, or to take its place. */
    draft: Object,
    /** What is being answered. */
    quote: String,
    /** `note`: only colleagues will see it. */
    tone: String,
    /** There is a real keyboard, whose Enter sends. */
    wide: Boolean,
    /** What the panel offers beside the faces: `{name, label, icon}` each. */
    panel: { type: Array, value: [] as object[] },
    /** Addresses of pictures in place of the designed signs: `voice`, `keyboard`, `emoji`, `more`. */
    icons: { type: Object, value: {} },
  },
  data: {
    t: {
      input: text.composer.input,
      send: text.composer.send,
      hint: text.composer.hint,
      noteHint: text.composer.noteHint,
      connecting: text.composer.connecting,
      voice: text.composer.voice,
      keyboard: text.composer.keyboard,
      emoji: text.composer.emoji,
      more: text.composer.more,
      drop: text.quote.drop,
    },
    value: '',
    cursor: -1,
    left: '',
    isWritten: false,
    canSend: false,
    isFocused: false,
    isSpeaking: false,
    floor: noFloor,
    lines: 1,
    _cursor: -1,
    _room: '',
    _quote: '',
    _timer: undefined as ReturnType<typeof setTimeout> | undefined,
  },
  observers: {
    draft(draft: Draft | null) {
      if (draft?.isWhole) this.setText(draft.text);
      else if (draft?.text) this.add(draft.text);
    },
    quote(quote: string) {
      if (quote !== '' && quote !== this.data._quote) this.wantKeyboard();
      Object.assign(this.data, { _quote: quote });
      this.tellSize();
    },
  },
  lifetimes: {
    detached() {
      clearTimeout(this.data._timer);
    },
  },
  methods: {
    typed({ detail }: WechatMiniprogram.TextareaInput) {
      this.write({ value: detail.value, cursor: detail.cursor });
    },
    add(added: string) {
      this.write(inserted({ value: this.data.value, cursor: -1 }, added));
      this.wantKeyboard();
    },
    pickEmoji({ detail }: WechatMiniprogram.CustomEvent<{ sign: string }>) {
      this.write(inserted(this.written(), detail.sign));
    },
    removeSign() {
      this.write(withoutSign(this.written()));
    },
    written(): Written {
      return { value: this.data.value, cursor: this.data._cursor };
    },
    write({ value, cursor }: Written) {
      Object.assign(this.data, { _cursor: cursor });
      this.setText(value);
      this.triggerEvent('typed', { text: value });
    },
    setText(value: string) {
      const length = textLength(value);
      const isWritten = value.trim() !== '';
      this.setData({
        value,
        isWritten,
        left: length >= COUNT_FROM ? text.composer.left(TEXT_LIMIT - length) : '',
        canSend: isWritten && length <= TEXT_LIMIT,
      });
    },
    send() {
      if (!this.data.canSend) return;
      this.triggerEvent('send', { text: this.data.value });
      this.write({ value: '', cursor: 0 });
    },
    sendVoice({ detail }: WechatMiniprogram.CustomEvent<Recording>) {
      this.triggerEvent('voice', detail);
    },
    tellRefused({ detail }: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      this.triggerEvent('refused', detail);
    },
    choose({ detail }: WechatMiniprogram.CustomEvent<{ name: string }>) {
      this.triggerEvent('choose', detail);
    },
    dropQuote() {
      this.triggerEvent('drop');
    },
    switchVoice() {
      const isSpeaking = !this.data.isSpeaking;
      this.setData({ isSpeaking });
      if (isSpeaking) this.settle();
      else this.wantKeyboard();
    },
    switchEmoji() {
      this.switchPanel('emoji');
    },
    switchMore() {
      this.switchPanel('more');
    },
    switchPanel(panel: Panel) {
      if (this.data.floor.panel === panel) return this.wantKeyboard();
      this.setData({ isSpeaking: false, isFocused: false });
      this.setFloor(panelOpened(this.data.floor, panel));
    },
    wantKeyboard() {
      this.setData({ isSpeaking: false, isFocused: true });
      this.expectKeyboard();
    },
    /** What a tap on the field does by itself, too. */
    expectKeyboard() {
      if (this.data.floor.panel !== '') this.setFloor(keyboardWanted(this.data.floor));
      clearTimeout(this.data._timer);
      this.data._timer = setTimeout(() => {
        if (this.data.floor.panel === '') this.setFloor(settled(this.data.floor));
      }, KEYBOARD_MS);
    },
    /** Puts keyboard and panels away. */
    settle() {
      this.setData({ isFocused: false });
      this.setFloor(settled({ ...this.data.floor, keyboard: 0 }));
    },
    focused() {
      this.setData({ isFocused: true });
      this.expectKeyboard();
    },
    blurred({ detail }: WechatMiniprogram.CustomEvent<{ cursor: number }>) {
      Object.assign(this.data, { _cursor: detail.cursor });
      this.setData({ isFocused: false });
    },
    keyboardMoved({ detail }: WechatMiniprogram.CustomEvent<{ height: number }>) {
      this.setFloor(keyboardMoved(this.data.floor, detail.height));
    },
    linesChanged({ detail }: WechatMiniprogram.CustomEvent<{ lineCount: number }>) {
      this.setData({ lines: detail.lineCount });
      this.tellSize();
    },
    setFloor(floor: Floor) {
      this.setData({ floor });
      this.tellSize();
    },
    tellSize() {
      const { floor, lines, quote, isSpeaking } = this.data;
      const room = [floor.height, lines, quote === '', isSpeaking].join(':');
      if (room === this.data._room) return;
      Object.assign(this.data, { _room: room });
      this.triggerEvent('resize', { room });
    },
  },
});
