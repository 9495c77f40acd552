import type { BuiltInNode, BuiltInView, Properties } from './define';
import { send } from '../signals';
import { joinForm } from './form';

export type FieldElement = HTMLInputElement | HTMLTextAreaElement;

/** What input and textarea have in common. */
export const fieldProperties: Properties = {
  value: String,
  name: String,
  placeholder: String,
  placeholderStyle: String,
  placeholderClass: { type: String, value: 'input-placeholder' },
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  cursorSpacing: Number,
  focus: Boolean,
  autoFocus: Boolean,
  cursor: { type: Number, value: -1 },
  selectionStart: { type: Number, value: -1 },
  selectionEnd: { type: Number, value: -1 },
  adjustPosition: { type: Boolean, value: true },
  holdKeyboard: Boolean,
  confirmType: { type: String, value: '' },
  confirmHold: Boolean,
};

/** What a focused field asks of the drawn keyboard; sent through the DOM to whoever draws it. */
export type KeyboardRequest = {
  field: HTMLElement;
  adjustPosition: boolean;
  holdKeyboard: boolean;
  cursorSpacing: number;
  /** Set by the keyboard that answers. */
  height: number;
  onHeight(height: number): void;
};

/** Connects a real input or textarea with its built-in component. */
export function connectField(node: BuiltInNode, field: FieldElement, update: () => void): BuiltInView {
  node.host.append(field);
  listen(node, field, update);
  joinForm(
    node,
    () => field.value,
    () => {
      field.value = '';
      node.keep('value', '');
    },
  );
  return {
    slot: document.createElement('div'),
    control: field,
    attached: () => {
      if (node.data['focus'] || node.data['autoFocus']) focusSoon(node, field);
      update();
    },
    update: (changed) => {
      applyProperties(node, field, changed);
      update();
    },
  };
}

function applyProperties(node: BuiltInNode, field: FieldElement, changed: ReadonlySet<string>): void {
  if (changed.has('value') && field.value !== node.data['value']) field.value = node.text('value');
  field.placeholder = node.text('placeholder');
  field.disabled = node.is('disabled');
  if (node.number('maxlength') >= 0) field.maxLength = node.number('maxlength');
  else field.removeAttribute('maxlength');
  field.setAttribute('aria-label', node.text('ariaLabel') || node.text('placeholder'));
  field.enterKeyHint = keyHint(node.text('confirmType'));
  if (changed.has('focus') && node.host.isConnected) moveFocus(node, field);
  if (changed.has('cursor') || changed.has('selectionStart') || changed.has('selectionEnd')) select(node, field);
}

function keyHint(confirmType: string): string {
  return confirmType === 'return' || confirmType === '' ? 'enter' : confirmType;
}

function moveFocus(node: BuiltInNode, field: FieldElement): void {
  if (node.is('focus')) focusSoon(node, field);
  else field.blur();
}

function focusSoon(node: BuiltInNode, field: FieldElement): void {
  queueMicrotask(() => {
    field.focus({ preventScroll: true });
    select(node, field);
  });
}

function select(node: BuiltInNode, field: FieldElement): void {
  if (document.activeElement !== field) return;
  const [start, end, cursor] = [node.number('selectionStart'), node.number('selectionEnd'), node.number('cursor')];
  if (start >= 0 && end >= 0) field.setSelectionRange(start, end);
  else if (cursor >= 0) field.setSelectionRange(cursor, cursor);
}

function listen(node: BuiltInNode, field: FieldElement, update: () => void): void {
  field.addEventListener('input', (event) => {
    if (!(event as InputEvent).isComposing) reportInput(node, field);
    update();
  });
  field.addEventListener('compositionend', () => reportInput(node, field));
  field.addEventListener('focus', () => {
    requestKeyboard(node, field);
  });
  field.addEventListener('blur', () => {
    node.keep('focus', false);
    send(node.host, 'keyboard-release');
    node.emit('blur', { value: field.value, cursor: field.selectionStart ?? 0 });
  });
  field.addEventListener('keydown', (event) => {
    const { key, isComposing, shiftKey } = event as KeyboardEvent;
    if (key !== 'Enter' || isComposing || !confirms(node.text('confirmType'), field, shiftKey)) return;
    event.preventDefault();
    node.emit('confirm', { value: field.value });
    if (!node.data['confirmHold']) field.blur();
  });
}

/** The key at the lower right confirms, except in a textarea whose key is the line break. */
function confirms(confirmType: string, field: FieldElement, shiftKey: boolean): boolean {
  if (field instanceof HTMLInputElement) return true;
  return !shiftKey && confirmType !== 'return' && confirmType !== '';
}

/** Tells the app; a text it returns replaces what was typed. */
function reportInput(node: BuiltInNode, field: FieldElement): void {
  if (field.value === node.data['value']) return;
  node.keep('value', field.value);
  const answer = node.emit('input', { value: field.value, cursor: field.selectionStart ?? field.value.length });
  if (typeof answer !== 'string') return;
  field.value = answer;
  node.keep('value', answer);
}

function requestKeyboard(node: BuiltInNode, field: FieldElement): void {
  node.keep('focus', true);
  const request: KeyboardRequest = {
    field: node.host,
    adjustPosition: node.is('adjustPosition'),
    holdKeyboard: node.is('holdKeyboard'),
    cursorSpacing: node.number('cursorSpacing'),
    height: 0,
    onHeight: (height) => node.emit('keyboardheightchange', { height, duration: 0.25 }),
  };
  send(node.host, 'keyboard', request);
  node.emit('focus', { value: field.value, height: request.height });
}
