import type { DeviceChange } from '../runtime/device';
import { choice, element } from './elements';
import { createEvents } from './device-events';
import { type Identity, identities } from './identities';

type App = keyof typeof identities;

const otherIdentity = '+';

export type Phone = {
  element: HTMLElement;
  openid(): string;
  show(openid: string): void;
};

/** One phone of the stage: the app in a frame, whose it is, and what can happen to it. */
export function createPhone(app: App, title: string, openid: string, onIdentity: () => void): Phone {
  const screen = element('iframe', 'screen', [], { title });
  const send = (change: DeviceChange): void => {
    screen.contentWindow?.postMessage({ device: change }, location.origin);
  };
  const events = createEvents(send);
  screen.addEventListener('load', () => events.resend());
  window.addEventListener('message', ({ source, data }: MessageEvent<{ changed?: DeviceChange }>) => {
    if (source === screen.contentWindow && data.changed) events.show(data.changed);
  });
  let shown = openid;
  const show = (next: string): void => {
    shown = next;
    screen.src = `${app}/?openid=${encodeURIComponent(next)}`;
    picker.choose(next);
    onIdentity();
  };
  const picker = createPicker(identities[app], show);
  const panel = element('aside', 'panel', [
    element('h2', '', [title]),
    picker.element,
    events.element,
    element('button', 'plain', ['重新打开小程序'], { onclick: () => show(shown) }),
    fullScreenLink(app, () => shown),
  ]);
  const frame = element('div', 'case', [element('div', 'frame', [screen])]);
  return { element: element('section', `phone ${app}`, [panel, frame]), openid: () => shown, show };
}

function createPicker(known: Identity[], onChoose: (openid: string) => void) {
  const options = known.map(({ openid, label }): [string, string] => [openid, label]);
  const add = (openid: string): void => {
    const option = element('option', '', [openid], { value: openid });
    select.insertBefore(option, select.lastElementChild);
  };
  const { element: label, select } = choice('身份', [...options, [otherIdentity, '其他…']], (value) => {
    const openid = value === otherIdentity ? prompt('openid')?.trim() : value;
    if (openid) onChoose(openid);
  });
  const choose = (openid: string): void => {
    if (![...select.options].some(({ value }) => value === openid)) add(openid);
    select.value = openid;
  };
  return { element: label, choose };
}

function fullScreenLink(app: App, openid: () => string): HTMLElement {
  const link = element('a', 'plain', ['单独打开 ↗'], { target: '_blank' });
  link.addEventListener('pointerenter', () => {
    link.href = `${app}/?openid=${encodeURIComponent(openid())}`;
  });
  link.href = `${app}/`;
  return link;
}
