import type { DeviceChange } from '../runtime/device';
import type { Command } from '../runtime/stage-link';
import { choice, element } from './elements';
import { createEvents } from './device-events';
import { type Identity, identities } from './identities';

type App = keyof typeof identities;

/** What a phone tells of itself. */
type Told = { changed?: DeviceChange; effect?: string };

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
  const order = (command: Command): void => screen.contentWindow?.postMessage({ command }, location.origin);
  const events = createEvents(app, send, () => show(shown));
  const effect = element('p', 'effect', [], { ariaLive: 'polite' });
  screen.addEventListener('load', () => events.resend());
  window.addEventListener('message', ({ source, data }: MessageEvent<Told>) => {
    if (source !== screen.contentWindow) return;
    if (data.changed) events.show(data.changed);
    if (data.effect) effect.textContent = data.effect;
  });
  let shown = openid;
  const show = (next: string): void => {
    shown = next;
    screen.src = addressOf(app, next, events.parameters());
    picker.choose(next);
    onIdentity();
  };
  const picker = createPicker(identities[app], show);
  const panel = element('aside', 'panel', [
    element('h2', '', [title]),
    picker.element,
    ...events.elements,
    element('div', 'acts', [
      element('button', 'plain', ['杀掉并重新打开'], { onclick: () => show(shown) }),
      element('button', 'plain', ['重置授权与同意'], { onclick: () => order('resetConsent') }),
      element('button', 'plain', ['删除小程序的数据'], { onclick: () => order('erase') }),
      fullScreenLink(app, () => addressOf(app, shown, events.parameters())),
      effect,
    ]),
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

function addressOf(app: App, openid: string, parameters: Record<string, string>): string {
  return `${app}/?${new URLSearchParams({ openid, ...parameters }).toString()}`;
}

function fullScreenLink(app: App, address: () => string): HTMLElement {
  const link = element('a', 'plain', ['单独打开 ↗'], { target: '_blank' });
  link.addEventListener('pointerenter', () => {
    link.href = address();
  });
  link.href = `${app}/`;
  return link;
}
