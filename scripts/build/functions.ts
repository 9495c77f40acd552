import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { writeIfChanged } from './files';
import { SDKS } from './sdks';

const sources = 'cloudfunctions';
const output = 'dist/cloudfunctions';

const noPermissions = `${JSON.stringify({ permissions: { openapi: [] } }, null, 2)}\n`;

/** Turns each `cloudfunctions/<name>/index.ts` into a folder that can be uploaded as it is; all but the SDKs is bundled. */
export async function buildFunctions(): Promise<void> {
  const names = readdirSync(sources).filter((name) => existsSync(path.join(sources, name, 'index.ts')));
  removeOthers(names);
  await Promise.all(names.map(buildFunction));
}

async function buildFunction(name: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    entryPoints: [path.join(sources, name, 'index.ts')],
    outfile: path.join(output, name, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: SDKS,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const config = path.join(sources, name, 'config.json');
  const folder = path.join(output, name);
  writeIfChanged(path.join(folder, 'config.json'), existsSync(config) ? readFileSync(config, 'utf8') : noPermissions);
  writeIfChanged(path.join(folder, 'package.json'), packageFile(name, metafile));
  for (const file of outputFiles) writeIfChanged(file.path, file.text);
}

function packageFile(name: string, metafile: Metafile): string {
  const imports = Object.values(metafile.outputs).flatMap((file) => file.imports.map((each) => each.path));
  const used = SDKS.filter((sdk) => imports.includes(sdk));
  const dependencies = Object.fromEntries(used.map((sdk) => [sdk, installedVersion(sdk)]));
  return `${JSON.stringify({ name, private: true, main: 'index.js', dependencies }, null, 2)}\n`;
}

function installedVersion(name: string): string {
  const manifest = readFileSync(path.join('node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function removeOthers(names: string[]): void {
  const built = existsSync(output) ? readdirSync(output) : [];
  for (const name of built) if (!names.includes(name)) rmSync(path.join(output, name), { recursive: true });
}
