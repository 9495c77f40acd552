import type { BuiltIn } from './define';

const signs: Record<string, [sign: string, color: string]> = {
  success: ['✓', '#07c160'],
  success_no_circle: ['✓', '#07c160'],
  info: ['i', '#10aeff'],
  warn: ['!', '#fa5151'],
  waiting: ['…', '#10aeff'],
  cancel: ['✕', '#fa5151'],
  clear: ['✕', '#b2b2b2'],
  download: ['↓', '#07c160'],
  search: ['⌕', '#b2b2b2'],
};

export const icon: BuiltIn = {
  properties: { type: String, size: { type: null, value: 23 }, color: String },
  build: (node) => ({
    slot: document.createElement('div'),
    update() {
      const [sign, color] = signs[node.text('type')] ?? ['', '#888'];
      const size = node.text('size');
      node.host.textContent = sign;
      node.host.style.setProperty('--icon-size', /^\d+$/.test(size) ? `${size}px` : size);
      node.host.style.setProperty('--icon-color', node.text('color') || color);
    },
  }),
};
