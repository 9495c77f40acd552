import type { BuiltIn, BuiltInNode } from './define';
import { submitForm } from './form';

export const button: BuiltIn = {
  properties: {
    size: { type: String, value: 'default' },
    type: { type: String, value: 'default' },
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    hoverClass: { type: String, value: 'button-hover' },
    hoverStartTime: { type: Number, value: 20 },
    hoverStayTime: { type: Number, value: 70 },
    lang: String,
    name: String,
  },
  build(node) {
    const { host } = node;
    host.setAttribute('role', 'button');
    host.tabIndex = 0;
    host.addEventListener('phone-tap', () => act(node));
    return {
      update() {
        for (const name of ['size', 'type']) host.setAttribute(name, node.text(name));
        for (const name of ['plain', 'disabled', 'loading']) host.toggleAttribute(name, node.is(name));
        host.setAttribute('aria-disabled', String(node.is('disabled')));
      },
    };
  },
};

function act(node: BuiltInNode): void {
  if (node.is('disabled')) return;
  if (node.is('formType')) submitForm(node.host, node.text('formType'));
  if (!node.is('openType')) return;
  const detail = { node, openType: node.text('openType') };
  node.host.dispatchEvent(new CustomEvent('phone-open-type', { bubbles: true, detail }));
}
