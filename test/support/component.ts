import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import simulate from 'miniprogram-simulate';
import { outputFolder } from './function-folder';

const phone = { getAppBaseInfo: () => ({ language: 'zh_CN', SDKVersion: '3.9.0' }) };

/** miniprogram-simulate does not look for components among npm packages. */
const withAbsoluteNames = (json: string) =>
  json.replaceAll('"tdesign-miniprogram/', '"/miniprogram_npm/tdesign-miniprogram/');

/** A copy of a built mini-program in which components are found. */
function copyApp(app: string): string {
  const folder = outputFolder(app);
  cpSync(join('dist', app), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (name.endsWith('.json')) writeFileSync(file, withAbsoluteNames(readFileSync(file, 'utf8')));
  }
  return folder;
}

type Listener = (event: { detail: unknown }) => void;

/** A rendered component; the library's own types leave out how to listen to it. */
export type Rendered = Omit<ReturnType<typeof simulate.render>, 'instance'> & {
  instance: Record<string, () => void>;
  attach(parent: Node): void;
  detach(): void;
  triggerPageLifeTime(name: string, detail: object): void;
  addEventListener(event: string, listener: Listener): void;
};

type Render = (properties?: object) => Rendered;

/**
 * Takes an app as built, compiles its templates with WeChat's own compiler and renders a component, a shared one unless another home is named.
 * The test file needs `@jest-environment jsdom` in its first comment; a file can call this once.
 */
export const loadComponent = (name: string, app = 'agent', home = 'shared/components'): Render =>
  loadComponents([name], app, home)(name);

/** The same for several components of one home, which should not use each other: answers how to render each of them. */
export function loadComponents(
  names: readonly string[],
  app = 'agent',
  home = 'shared/components',
): (name: string) => Render {
  Object.assign(globalThis, { wx: { ...wx, ...phone }, getApp: () => ({}), getCurrentPages: () => [] });
  const folder = copyApp(app);
  const load = (name: string): string =>
    simulate.load(join(folder, home, name, name), name, { rootPath: folder, compiler: 'official' });
  const ids = new Map(names.map((name) => [name, load(name)]));
  rmSync(folder, { recursive: true });
  return (name) => (properties) => {
    const component = simulate.render(ids.get(name) ?? '', properties) as unknown as Rendered;
    component.attach(document.body);
    return component;
  };
}

/** Fires an event on the part of a component that a selector finds; resolves when it has been heard. */
export async function fire(component: Rendered, selector: string, event: string, detail: object = {}): Promise<void> {
  await fireAt(component, selector, 0, event, detail);
}

/** The same for one of several parts, by its place. */
export async function fireAt(
  component: Rendered,
  selector: string,
  place: number,
  event: string,
  detail: object = {},
): Promise<void> {
  const part = component.querySelectorAll(selector)[place];
  if (!part) throw new Error(`the component has no ${selector} in place ${place}`);
  part.dispatchEvent(event, { detail });
  await simulate.sleep(0);
}
