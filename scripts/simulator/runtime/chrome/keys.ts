import { make } from '../dom';

const letterRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A picture of a keyboard. Nothing happens when its keys are tapped: people type on their own. */
export function drawKeys(): HTMLElement[] {
  const rows = letterRows.map((letters) => row(letters.split('').map((letter) => key(letter))));
  return [...rows, row([key('123', 'wide'), key('空格', 'space'), key('换行', 'wide')])];
}

function row(keys: HTMLElement[]): HTMLElement {
  return make('phone-key-row', keys);
}

function key(label: string, size = 'letter'): HTMLElement {
  return make('phone-key', [label], { 'data-size': size });
}
