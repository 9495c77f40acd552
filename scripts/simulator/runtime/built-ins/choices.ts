import { receive, send } from '../signals';
import type { BuiltIn, BuiltInNode } from './define';
import { joinForm } from './form';

/** One of several marks inside a group. */
function choice(role: 'checkbox' | 'radio'): BuiltIn {
  return {
    properties: { value: String, checked: Boolean, disabled: Boolean, color: String },
    build(node) {
      const mark = document.createElement('i');
      const slot = document.createElement('span');
      node.host.append(mark, slot);
      node.host.setAttribute('role', role);
      node.host.tabIndex = 0;
      receive(node.host, 'tap', () => choose(node, role));
      receive(node.host, 'unchoose', () => setChecked(node, false));
      return { slot, update: () => paint(node) };
    },
  };
}

export const checkbox = choice('checkbox');
export const radio = choice('radio');

function choose(node: BuiltInNode, role: string): void {
  if (node.is('disabled') || (role === 'radio' && node.is('checked'))) return;
  setChecked(node, !node.is('checked'));
  send(node.host, 'choice', node);
}

function setChecked(node: BuiltInNode, checked: boolean): void {
  node.keep('checked', checked);
  paint(node);
}

function paint(node: BuiltInNode): void {
  node.host.setAttribute('aria-checked', String(node.is('checked')));
  node.host.setAttribute('aria-disabled', String(node.is('disabled')));
  node.host.dataset['value'] = node.text('value');
  node.host.style.setProperty('--mark-color', node.text('color') || '#07c160');
}

const checkedInside = (node: BuiltInNode): string[] =>
  [...node.host.querySelectorAll<HTMLElement>('[aria-checked="true"]')].map(({ dataset }) => dataset['value'] ?? '');

export const checkboxGroup: BuiltIn = {
  properties: { name: String },
  build(node) {
    receive(node.host, 'choice', () => node.emit('change', { value: checkedInside(node) }));
    joinForm(
      node,
      () => checkedInside(node),
      () => {},
    );
    return {};
  },
};

export const radioGroup: BuiltIn = {
  properties: { name: String },
  build(node) {
    node.host.setAttribute('role', 'radiogroup');
    receive(node.host, 'choice', (chosen) => {
      for (const other of node.host.querySelectorAll('wx-radio[aria-checked="true"]')) {
        if (other !== chosen.host) send(other, 'unchoose');
      }
      node.emit('change', { value: chosen.text('value') });
    });
    joinForm(
      node,
      () => checkedInside(node)[0] ?? '',
      () => {},
    );
    return {};
  },
};
