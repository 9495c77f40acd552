import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { collectFiles, type Files } from './mini-program/collect';
import { keepUsedIcons } from './mini-program/icons';
import { appNames, type AppName } from './mini-program/layout';
import { agentProjectConfig } from './mini-program/project-config';
import { checkSize, sizeTable } from './mini-program/size';

/** Writes `dist/customer` and `dist/agent`, each a mini-program that WeChat DevTools can open. Tells what fills them. */
export async function buildMiniPrograms(): Promise<void> {
  const [customer, agent] = await Promise.all([filesOf('customer'), filesOf('agent')]);
  agent.set('/project.config.json', await agentProjectConfig());
  const apps = { customer, agent };
  console.log(sizeTable(apps));
  for (const app of appNames) checkSize(app, apps[app]);
  for (const app of appNames) await replaceFolder(join('dist', app), apps[app]);
}

const filesOf = async (app: AppName): Promise<Files> => keepUsedIcons(await collectFiles(app));

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
