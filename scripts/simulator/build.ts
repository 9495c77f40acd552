import { cp, mkdir, writeFile } from 'node:fs/promises';
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
  await Promise.all([bundleRuntime(into), ...apps.map((app) => buildApp(app, into))]);
  await writeFile(join(into, 'stamp.json'), JSON.stringify({ builtAt: Date.now() }));
}

async function bundleRuntime(into: string): Promise<void> {
  await build({
    entryPoints: { runtime: 'scripts/simulator/runtime/main.ts' },
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
  await mkdir(target, { recursive: true });
  await Promise.all([
    writeFile(join(target, 'app.js'), `startMiniProgram(${JSON.stringify(name)}, ${script});\n`),
    writeFile(join(target, 'app.css'), style),
    writeFile(join(target, 'index.html'), page(title)),
    cp(folder, join(target, 'files'), { recursive: true, filter: isAsset }),
  ]);
}

/** The browser needs the pictures of an app; its code is in the compiled script. */
function isAsset(path: string): boolean {
  return !/\.(?:js|json|wxml|wxss|wxs|ts|map|md)$|miniprogram_npm/.test(path);
}

function page(title: string): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <link rel="icon" href="data:," />
    <title>${title}</title>
    <link rel="stylesheet" href="../runtime.css" />
    <link rel="stylesheet" href="app.css" />
  </head>
  <body>
    <script src="../runtime.js"></script>
    <script src="app.js"></script>
  </body>
</html>
`;
}
