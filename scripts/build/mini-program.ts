import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { collectFiles, type Files } from './mini-program/collect';
import { keepUsedIcons } from './mini-program/icons';
import { appNames, type AppName } from './mini-program/layout';
import { agentProjectConfig } from './mini-program/project-config';

/** Writes `dist/customer` and `dist/agent`, each a mini-program that WeChat DevTools can open. */
export async function buildMiniPrograms(): Promise<void> {
  await Promise.all(appNames.map(buildApp));
}

async function buildApp(app: AppName): Promise<void> {
  const files = keepUsedIcons(await collectFiles(app));
  if (app === 'agent') files.set('/project.config.json', await agentProjectConfig());
  const folder = join('dist', app);
  await replaceFolder(folder, files);
  console.log(`${folder}: ${files.size} files, ${Math.ceil(totalBytes(files) / 1000)} kB`);
}

/** Whoever reads the folder meanwhile finds it whole: the old one, or the new one. */
async function replaceFolder(folder: string, files: Files): Promise<void> {
  const next = `${folder}.${process.pid}`;
  await writeFiles(next, files);
  await rm(folder, { recursive: true, force: true });
  await rename(next, folder);
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

const totalBytes = (files: Files): number =>
  [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
