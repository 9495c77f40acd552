import type { BuiltIn } from './define';
import { connectField, fieldProperties } from './field';
import { offerNickname } from './nickname';

const modes: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', nickname: 'text' };

export const input: BuiltIn = {
  properties: {
    ...fieldProperties,
    type: { type: String, value: 'text' },
    password: Boolean,
    alwaysEmbed: Boolean,
    confirmType: { type: String, value: 'done' },
  },
  build(node) {
    const field = document.createElement('input');
    offerNickname(node, field);
    return connectField(node, field, () => {
      field.type = node.data['password'] ? 'password' : 'text';
      field.inputMode = modes[node.text('type')] ?? 'text';
    });
  },
};

export const textarea: BuiltIn = {
  properties: {
    ...fieldProperties,
    autoHeight: Boolean,
    fixed: Boolean,
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: Boolean,
    confirmType: { type: String, value: 'return' },
  },
  build(node) {
    const field = document.createElement('textarea');
    field.rows = 1;
    let lines = 0;
    let fitted: string | undefined;
    return connectField(node, field, () => {
      node.host.toggleAttribute('auto-height', node.is('autoHeight'));
      if (!node.data['autoHeight'] || !field.isConnected || field.value === fitted) return;
      fitted = field.value;
      const count = fitHeight(field);
      if (count !== lines) node.emit('linechange', { height: field.scrollHeight, lineCount: count });
      lines = count;
    });
  },
};

/** Makes the textarea as high as its text and answers the number of lines. */
function fitHeight(field: HTMLTextAreaElement): number {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  return lineHeight > 0 ? Math.round(field.scrollHeight / lineHeight) : field.value.split('\n').length;
}
