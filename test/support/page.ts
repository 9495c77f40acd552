import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDecoder, TextEncoder } from 'node:util';
import type { CompiledApp } from '../../scripts/simulator/compiled-app';
import { Device } from '../../scripts/simulator/runtime/device';
import { MiniProgram } from '../../scripts/simulator/runtime/mini-program';
import { pagesOf } from './fixtures';

const compiled = new Map<string, CompiledApp>();
/** jsdom plays nothing. */
const silence = { play: () => Promise.resolve(), pause: () => undefined, load: () => undefined };
/** jsdom lays nothing out, so nothing ever comes into sight. */
class IntersectionObserver {
  observe(): void {}
  disconnect(): void {}
}
/** The size of a phone, and what a browser has that jsdom has not. */
const phone = { innerWidth: 390, innerHeight: 844, TextEncoder, TextDecoder, IntersectionObserver };

export type PageOptions = {
  /** Parts of `wx` to replace or add, above all `cloud`. */
  wx?: Record<string, unknown>;
  openid?: string;
  device?: ConstructorParameters<typeof Device>[1];
};

/**
 * Starts a mini-program (`customer`, `agent`, or a fixture) in jsdom on the simulator's runtime and opens one page.
 * The test file needs `@jest-environment jsdom` in its first comment.
 */
export function openPage(app: string, address: string, options: PageOptions = {}): OpenPage {
  Object.assign(window, phone);
  Object.assign(window.HTMLMediaElement.prototype, silence);
  const { openid = 'somebody', wx = {}, device } = options;
  const program = new MiniProgram(compile(app), {
    device: new Device(window, device),
    parent: document.body,
    storageKey: `${app}:${openid}`,
    overrides: wx,
  });
  const page = new OpenPage(program);
  program.start(address);
  return page;
}

function compile(app: string): CompiledApp {
  const known = compiled.get(app);
  if (known) return known;
  const code = evaluate(scriptOf(app));
  compiled.set(app, code);
  return code;
}

/** The script that a browser gets. */
function scriptOf(app: string): string {
  const folder = app === 'customer' || app === 'agent' ? join('dist/simulator', app) : join(pagesOf(app), 'app');
  return readFileSync(join(folder, 'app.js'), 'utf8');
}

/** Runs the script as the browser would, inside the window. */
function evaluate(script: string): CompiledApp {
  let started: CompiledApp | undefined;
  const startMiniProgram = (_: string, app: CompiledApp) => void (started = app);
  Object.assign(window, { startMiniProgram });
  const element = document.createElement('script');
  element.textContent = script;
  document.head.append(element);
  if (!started) throw new Error('The script starts no mini-program.');
  return started;
}

/** A page as a person sees it: texts to read, controls to tap and fields to fill, all by their names. */
export class OpenPage {
  /** Errors that the app did not handle. A test that expects none checks that this is empty. */
  readonly errors: string[] = [];

  constructor(readonly program: MiniProgram) {
    program.events.error.add((text) => this.errors.push(text));
    program.events.unhandledRejection.add(({ reason }) => this.errors.push(String(reason)));
  }

  /** The page object of what is on top: its `data`, and its methods. */
  get instance() {
    const top = this.program.navigation.top;
    if (!top) throw new Error('No page is open.');
    return top.instance;
  }

  get route(): string {
    return this.instance.route;
  }

  get title(): string {
    return this.visible('.phone-bar-title')[0]?.textContent ?? '';
  }

  /** All text of the page on top and of what lies above it. */
  get text(): string {
    return this.layers()
      .map((layer) => visibleText(layer))
      .join('\n');
  }

  /** The visible elements of a role, by name when one is given. */
  roles(role: string, name?: string): HTMLElement[] {
    const all = this.visible(`[role="${role}"]`);
    return name === undefined ? all : all.filter((element) => nameOf(element) === name);
  }

  /** Visible elements that match a CSS selector. Classes of components have a scope before their name. */
  visible(selector: string): HTMLElement[] {
    const found = this.layers().flatMap((layer) => [...layer.querySelectorAll<HTMLElement>(selector)]);
    return found.filter((element) => !element.closest('[hidden], [aria-hidden="true"]'));
  }

  /** Taps the control with this name, or else the innermost element with exactly this text. */
  tap(name: string): void {
    const controls = this.visible('[role="button"], [role="tab"], [role="link"], [role="switch"]');
    const target = controls.find((element) => nameOf(element) === name) ?? this.withText(name);
    if (!target) throw new Error(`Nothing to tap is called “${name}”. The page says:\n${this.text}`);
    target.click();
  }

  /** The input or textarea with this name. */
  field(name: string): HTMLInputElement | HTMLTextAreaElement {
    const fields = this.visible('input, textarea') as (HTMLInputElement | HTMLTextAreaElement)[];
    const found = fields.find((element) => nameOf(element) === name);
    if (!found) throw new Error(`No field is called “${name}”. The page says:\n${this.text}`);
    return found;
  }

  /** Replaces what a field holds, as typing does. */
  type(name: string, value: string): void {
    const field = this.field(name);
    field.focus();
    field.value = value;
    field.dispatchEvent(new window.Event('input', { bubbles: true }));
  }

  /** Waits until the page says `text`. */
  see(text: string): Promise<void> {
    return this.until(() => this.text.includes(text), `to see “${text}”`);
  }

  /** Waits until the page no longer says `text`. */
  unsee(text: string): Promise<void> {
    return this.until(() => !this.text.includes(text), `to see “${text}” go`);
  }

  /** Waits until `holds` answers true; looked at after every change of the page. */
  until(holds: () => boolean, wish = 'a condition'): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds()) return;
        stop();
        resolve();
      };
      const observer = new window.MutationObserver(look);
      const timer = setInterval(look, 20);
      const limit = setTimeout(() => {
        stop();
        reject(new Error(`Waited in vain ${wish}. The page says:\n${this.text}\n${this.errors.join('\n')}`));
      }, 5000);
      const stop = (): void => {
        observer.disconnect();
        clearInterval(timer);
        clearTimeout(limit);
      };
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    });
  }

  close(): void {
    this.program.stop();
  }

  private layers(): HTMLElement[] {
    const { screen, navigation, tabBar } = this.program;
    return [navigation.top?.element, tabBar?.element, screen.overlays].filter((layer) => layer !== undefined);
  }

  private withText(text: string): HTMLElement | undefined {
    return this.visible('*')
      .filter((element) => visibleText(element) === text)
      .at(-1);
  }
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute('aria-label') || visibleText(element);
}

/** The text without what is hidden, with blanks as a browser would show them. */
function visibleText(element: HTMLElement): string {
  if (element.hidden) return '';
  const parts = [...element.childNodes].map((child) => {
    if (child instanceof window.HTMLElement) return visibleText(child);
    return child.nodeType === window.Node.TEXT_NODE ? (child.textContent ?? '') : '';
  });
  return parts
    .join(' ')
    .replaceAll(/[ \t\r]+/g, ' ')
    .trim();
}
