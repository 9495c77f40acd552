import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type AppName, mediaOf, sourceOf, TDESIGN_SOURCE } from './layout';
import { bundlePackages, isPackagePath, packageStub } from './packages';
import { inPixels } from './pixels';
import { referencesIn } from './references';
import { compileScript } from './script';
import { checkWxml } from './wxml-lint';

/** The files of a mini-program by their path in it. */
export type Files = Map<string, string | Buffer>;

type Collected = { content: string | Buffer; references: string[] };

/** Every file that the mini-program reaches from its app.json, ready to be written. */
export async function collectFiles(app: AppName): Promise<Files> {
  const files: Files = new Map();
  const queue = ['/app.json', '/app.js', '/app.wxss', ...(await mediaOf(app))];
  for (const path of queue) {
    if (files.has(path)) continue;
    const { content, references } = await collect(app, path);
    files.set(path, content);
    queue.push(...references);
  }
  return new Map([...files, ...(await bundlePackages([...files.keys()]))]);
}

async function collect(app: AppName, path: string): Promise<Collected> {
  if (isPackagePath(path)) return { content: packageStub(path), references: [] };
  const source = sourceOf(app, path);
  if (!source) throw new Error(`the ${app} mini-program refers to ${path}, which does not exist`);
  if (extname(path) === '.js') return compileScript(app, source);
  if (!/\.(json|wxml|wxss|wxs)$/.test(path)) return { content: await readFile(source), references: [] };
  return collectText(app, path, source);
}

async function collectText(app: AppName, path: string, source: string): Promise<Collected> {
  const written = await readFile(source, 'utf8');
  const content = source.startsWith(TDESIGN_SOURCE) && path.endsWith('.wxss') ? inPixels(written) : written;
  if (path.endsWith('.wxml')) checkWxml(source, content);
  const references = referencesIn(path, content);
  const isThere = (each: string): boolean => !each.endsWith('.wxss') || existsSync(sourceOf(app, each) ?? '');
  return { content, references: references.filter(isThere) };
}
