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
        const { data } = node;
        for (const name of ['size', 'type']) host.setAttribute(name, String(data[name]));
        for (const name of ['plain', 'disabled', 'loading']) host.toggleAttribute(name, Boolean(data[name]));
        host.setAttribute('aria-disabled', String(Boolean(data['disabled'])));
      },
    };
  },
};

function act(node: BuiltInNode): void {
  const { data } = node;
  if (data['disabled']) return;
  if (data['formType']) submitForm(node.host, String(data['formType']));
  if (data['openType']) {
    node.host.dispatchEvent(
      new CustomEvent('phone-open-type', { bubbles: true, detail: { node, openType: String(data['openType']) } }),
    );
  }
}
