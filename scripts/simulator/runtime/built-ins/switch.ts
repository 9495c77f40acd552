import { receive } from '../signals';
import type { BuiltIn } from './define';
import { joinForm } from './form';

export const switchControl: BuiltIn = {
  properties: { name: String, checked: Boolean, disabled: Boolean, type: String, color: String },
  build(node) {
    const { host } = node;
    const paint = (): void => {
      host.setAttribute('aria-checked', String(node.is('checked')));
      host.setAttribute('aria-disabled', String(node.is('disabled')));
      host.style.setProperty('--mark-color', node.text('color') || '#07c160');
    };
    const turn = (checked: boolean): void => {
      node.keep('checked', checked);
      paint();
    };
    host.setAttribute('role', 'switch');
    host.tabIndex = 0;
    receive(host, 'tap', () => {
      if (node.is('disabled')) return;
      turn(!node.is('checked'));
      node.emit('change', { value: node.is('checked') });
    });
    joinForm(
      node,
      () => node.is('checked'),
      () => turn(false),
    );
    return { slot: document.createElement('div'), update: paint };
  },
};
