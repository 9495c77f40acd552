import { domOf } from '../easel';
import { elementById } from '../lookup';
import { receive } from '../signals';
import type { BuiltIn, BuiltInNode } from './define';

const controls = 'wx-switch, wx-checkbox, wx-radio, wx-button, wx-input > input, wx-textarea > textarea';

export const label: BuiltIn = {
  properties: { for: String },
  build(node) {
    receive(node.host, 'tap', (_, event) => {
      const control = findControl(node);
      if (!control || control.contains(event.target as Node)) return;
      if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.focus();
      else control.click();
    });
    return {};
  },
};

function findControl(node: BuiltInNode): HTMLElement | null | undefined {
  if (!node.is('for')) return node.host.querySelector<HTMLElement>(controls);
  const target = elementById(node.component, node.text('for'));
  const dom = target && domOf(target);
  return dom?.matches(controls) ? dom : dom?.querySelector<HTMLElement>(controls);
}
