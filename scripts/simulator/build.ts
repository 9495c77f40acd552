import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { compileApp } from './compiler/compile';

type App = { name: string; title: string; folder: string };

const apps: App[] = [
  { name: 'customer', title: '客服示例商店', folder: 'dist/customer' },
  { name: 'agent', title: '客服工作台', folder: 'dist/agent' },
];

/** Writes dist/simulator from dist/customer and dist/agent: both phones, each app's page, and the stage. */
export async function buildSimulator(): Promise<void> {
  await buildPhones(
    apps.filter(({ folder }) => existsSync(join(folder, 'app.json'))),
    'dist/simulator',
  );
}

/** Writes a page for each app, and what they share, into a folder that any static server can serve. */
export async function buildPhones(apps: App[], into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await Promise.all([
    bundleScripts(into),
    writeFile(join(into, 'index.html'), stagePage),
    ...apps.map((app) => buildApp(app, into)),
  ]);
  await writeFile(join(into, 'stamp.json'), JSON.stringify({ builtAt: Date.now() }));
}

async function bundleScripts(into: string): Promise<void> {
  await build({
    entryPoints: { runtime: 'scripts/simulator/runtime/main.ts', stage: 'scripts/simulator/stage/main.ts' },
    outdir: into,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    sourcemap: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
}

async function buildApp({ folder, name, title }: App, into: string): Promise<void> {
  const { script, style } = await compileApp(folder);
  const target = join(into, name);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await Promise.all([
    writeFile(join(target, 'app.js'), `startMiniProgram(${JSON.stringify(name)}, ${script});\n`),
    writeFile(join(target, 'app.css'), style),
    writeFile(join(target, 'index.html'), appPage(title)),
    cp(folder, join(target, 'files'), { recursive: true, filter: isAsset }),
  ]);
}

/** The browser needs the pictures of an app; its code is in the compiled script. */
function isAsset(path: string): boolean {
  return !/\.(?:js|json|wxml|wxss|wxs|ts|map|md)$|miniprogram_npm/.test(path);
}

const stagePage = page('微信在线客服 · 本地云', ['stage.css'], ['stage.js']);

function appPage(title: string): string {
  return page(title, ['../runtime.css', 'app.css'], ['../runtime.js', 'app.js']);
}

function page(title: string, styles: string[], scripts: string[]): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <link rel="icon" href="data:," />
    <title>${title}</title>
    ${styles.map((href) => `<link rel="stylesheet" href="${href}" />`).join('\n    ')}
  </head>
  <body>
    ${scripts.map((src) => `<script src="${src}"></script>`).join('\n    ')}
  </body>
</html>
`;
}
