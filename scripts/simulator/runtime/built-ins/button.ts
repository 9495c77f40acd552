import type { BuiltIn, BuiltInNode } from './define';
import { receive, send } from '../signals';

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
    receive(host, 'tap', () => act(node));
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
  const formType = node.text('formType');
  if (formType === 'submit' || formType === 'reset') send(node.host, 'submit', formType);
  if (node.is('openType')) send(node.host, 'open-type', { node, openType: node.text('openType') });
}
