import type { NicknameRequest } from '../built-ins/nickname';
import { make, makeButton } from '../dom';

/** The bar above the keyboard that offers WeChat's nickname while the field has the focus. */
export function showNicknameBar(phone: HTMLElement, nickname: string, { field, fill }: NicknameRequest): void {
  const offer = makeButton('phone-nickname-offer', `使用微信昵称 ${nickname}`, () => fill(nickname), [
    make('phone-nickname-hint', ['微信昵称']),
    nickname,
  ]);
  const bar = make('phone-nickname', [offer]);
  bar.addEventListener('mousedown', keepFocus);
  bar.addEventListener('touchend', (event) => event.stopPropagation());
  field.addEventListener('blur', () => bar.remove(), { once: true });
  phone.append(bar);
}

function keepFocus(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
