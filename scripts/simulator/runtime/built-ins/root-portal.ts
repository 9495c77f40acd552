import type { BuiltIn } from './define';

/** Its children leave their place in the page and lie above it. */
export const rootPortal: BuiltIn = {
  properties: { enable: { type: Boolean, value: true } },
  build(node) {
    const slot = document.createElement('div');
    slot.className = 'phone-portal';
    node.host.append(slot);
    const place = (): void => {
      const page = node.host.closest('.phone-page-frame');
      (node.is('enable') ? page : node.host)?.append(slot);
    };
    return { slot, attached: place, detached: () => slot.remove() };
  },
};
