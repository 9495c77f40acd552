import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import simulate from 'miniprogram-simulate';

const phone = { getAppBaseInfo: () => ({ language: 'zh_CN', SDKVersion: '3.9.0' }) };

/** Builds a mini-program and answers the folder it is in. */
function buildApp(app: string): string {
  mkdirSync('.test-output', { recursive: true });
  const folder = mkdtempSync(resolve('.test-output', `${app}-`));
  execFileSync(process.execPath, [join(__dirname, 'build-app.mjs'), app, folder]);
  return folder;
}

type Listener = (event: { detail: unknown }) => void;

/** A rendered component; the library's own types leave out how to listen to it. */
export type Rendered = Omit<ReturnType<typeof simulate.render>, 'instance'> & {
  instance: Record<string, () => void>;
  attach(parent: Node): void;
  addEventListener(event: string, listener: Listener): void;
};

/**
 * Builds an app, compiles its templates with WeChat's own compiler and renders a component, a shared one unless another home is named.
 * The test file needs `@jest-environment jsdom` in its first comment; a file can test one component.
 */
export function loadComponent(
  name: string,
  app = 'agent',
  home = 'shared/components',
): (properties?: object) => Rendered {
  Object.assign(globalThis, { wx: { ...wx, ...phone }, getApp: () => ({}), getCurrentPages: () => [] });
  const folder = buildApp(app);
  const path = join(folder, home, name, name);
  const id = simulate.load(path, name, { rootPath: folder, compiler: 'official' });
  rmSync(folder, { recursive: true });
  return (properties) => {
    const component = simulate.render(id, properties) as unknown as Rendered;
    component.attach(document.body);
    return component;
  };
}

/** Fires an event on the part of a component that a selector finds; resolves when it has been heard. */
export async function fire(component: Rendered, selector: string, event: string, detail: object = {}): Promise<void> {
  const part = component.querySelector(selector);
  if (!part) throw new Error(`the component has no ${selector}`);
  part.dispatchEvent(event, { detail });
  await simulate.sleep(0);
}
