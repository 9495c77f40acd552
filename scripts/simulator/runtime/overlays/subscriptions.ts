import { make, makeButton } from '../dom';

export type Consent = 'accept' | 'reject';
export type Subscribing = { answers: Record<string, Consent>; isAlways: boolean };

/** Asks which subscribe messages the person wants. */
export function showSubscriptions(layer: HTMLElement, ids: string[]): Promise<Subscribing> {
  return new Promise((resolve) => {
    const boxes = ids.map((id, index) => createBox('phone-subscribe-item', `消息通知 ${index + 1}`, id, true));
    const always = createBox('phone-subscribe-always', '总是保持以上选择，不再询问', '', false);
    const close = (isAllowed: boolean): void => {
      shade.remove();
      const chosen = boxes.map(({ isOn }, index): [string, Consent] => [
        ids[index] ?? '',
        isAllowed && isOn() ? 'accept' : 'reject',
      ]);
      resolve({ answers: Object.fromEntries(chosen), isAlways: always.isOn() });
    };
    const actions = make('phone-subscribe-actions', [
      makeButton('phone-subscribe-action', '取消', () => close(false)),
      makeButton('phone-subscribe-action phone-subscribe-allow', '允许', () => close(true)),
    ]);
    const title = make('phone-subscribe-title', ['申请发送以下消息']);
    const items = boxes.map(({ element }) => element);
    const sheet = make('phone-sheet phone-subscribe', [title, ...items, always.element, actions], {
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': '申请发送以下消息',
    });
    const shade = make('phone-shade', [sheet], { 'data-place': 'bottom' });
    layer.append(shade);
  });
}

function createBox(className: string, label: string, detail: string, isChecked: boolean) {
  const name = make('phone-subscribe-name', [label]);
  const content = detail ? [name, make('phone-subscribe-detail', [detail])] : [name];
  const element = makeButton(
    className,
    label,
    () => {
      element.setAttribute('aria-checked', String(element.getAttribute('aria-checked') !== 'true'));
    },
    content,
  );
  element.setAttribute('role', 'checkbox');
  element.setAttribute('aria-checked', String(isChecked));
  return { element, isOn: () => element.getAttribute('aria-checked') === 'true' };
}
