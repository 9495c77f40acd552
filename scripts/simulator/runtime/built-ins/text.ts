import type { BuiltIn } from './define';

export const view: BuiltIn = {};

export const text: BuiltIn = {
  properties: { selectable: Boolean, userSelect: Boolean, space: String, decode: Boolean },
  build: (node) => ({
    update() {
      node.host.toggleAttribute('selectable', Boolean(node.data['selectable'] || node.data['userSelect']));
      node.host.toggleAttribute('keep-space', node.is('space'));
    },
  }),
};
