import { send } from '../signals';
import type { BuiltInNode } from './define';

/** A nickname field has the focus: whoever hears it may offer WeChat's own nickname. */
export type NicknameRequest = { field: HTMLInputElement; fill: (name: string) => void };

const reviewMs = 50;

/** Makes a field of the type `nickname` offer the nickname, and tell what WeChat thinks of what was typed. */
export function offerNickname(node: BuiltInNode, field: HTMLInputElement): void {
  const isNickname = (): boolean => node.text('type') === 'nickname';
  const fill = (name: string): void => {
    field.value = name;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  field.addEventListener('focus', () => {
    if (isNickname()) send(node.host, 'nickname', { field, fill });
  });
  field.addEventListener('blur', () => {
    if (isNickname()) setTimeout(() => node.emit('nicknamereview', { pass: true, timeout: false }), reviewMs);
  });
}
