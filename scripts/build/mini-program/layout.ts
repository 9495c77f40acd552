import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { posix, relative, resolve } from 'node:path';

export const appNames = ['customer', 'agent'] as const;
export type AppName = (typeof appNames)[number];

const NPM = '/miniprogram_npm/';
const TDESIGN = `${NPM}tdesign-miniprogram/`;
export const TDESIGN_SOURCE = 'node_modules/tdesign-miniprogram/miniprogram_dist/';

/** Both sides of a chat show the cards of the demo's products. */
const PRODUCT_IMAGES = '/images/products/';

const SOUNDS = '/sounds/';

/** Which folder of the repository fills which folder of a mini-program; the first that fits counts. */
const mounts = (app: AppName) => [
  { built: '/shared/', source: 'miniprogram/shared/' },
  { built: '/protocol/', source: 'cloudfunctions/common/protocol/' },
  { built: TDESIGN, source: TDESIGN_SOURCE },
  { built: PRODUCT_IMAGES, source: 'miniprogram/customer/images/products/' },
  { built: SOUNDS, source: 'miniprogram/shared/sounds/' },
  { built: '/', source: `miniprogram/${app}/` },
];

/** The file of the repository that a path of the mini-program is made from, if there is one. */
export function sourceOf(app: AppName, path: string): string | undefined {
  const mount = mounts(app).find(({ built }) => path.startsWith(built));
  const source = mount && mount.source + path.slice(mount.built.length);
  const candidates = source ? [source.replace(/\.js$/, '.ts'), source] : [];
  return candidates.find((file) => existsSync(file));
}

/** The pictures and sounds of an app by their paths in it. Scripts and messages name them, so all come along. */
export async function mediaOf(app: AppName): Promise<string[]> {
  const lists = await Promise.all(['/images/', SOUNDS, PRODUCT_IMAGES].map((folder) => filesIn(app, folder)));
  return lists.flat();
}

async function filesIn(app: AppName, folder: string): Promise<string[]> {
  const source = sourceOf(app, folder);
  const entries = source ? await readdir(source, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isFile()).map(({ name }) => folder + name);
}

/** The path inside the mini-program of a file of the repository. */
export function builtPathOf(app: AppName, source: string): string {
  const file = relative('.', source);
  const mount = mounts(app).find((each) => file.startsWith(each.source));
  if (!mount) throw new Error(`${file} cannot be part of the ${app} mini-program`);
  return mount.built + file.slice(mount.source.length).replace(/\.ts$/, '.js');
}

/** Resolves what a script imports to a path inside the mini-program. */
export function resolveImport(app: AppName, importer: string, specifier: string): string {
  if (!specifier.startsWith('.')) return resolvePackage(importer, specifier);
  const target = resolve(importer, '..', specifier);
  const file = [`${target}.ts`, `${target}.js`, target, `${target}/index.js`].find(
    (each) => /\.[jt]s$/.test(each) && existsSync(each),
  );
  if (!file) throw new Error(`${importer}: cannot find ${specifier}`);
  return builtPathOf(app, file);
}

/** TDesign brings the packages it needs; ours are bundled beside it. */
function resolvePackage(importer: string, specifier: string): string {
  const isTdesign = relative('.', importer).startsWith(TDESIGN_SOURCE);
  return isTdesign ? `${TDESIGN}miniprogram_npm/${specifier}/index.js` : `${NPM}${specifier}.js`;
}

/** Resolves what JSON, WXML or WXSS refers to, as WeChat does: from the root, from npm, or relative. */
export function resolveReference(path: string, reference: string): string {
  if (reference.startsWith('/')) return reference;
  if (reference.startsWith('tdesign-miniprogram/')) return NPM + reference;
  return posix.join(posix.dirname(path), reference);
}
