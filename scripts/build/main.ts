import { existsSync } from 'node:fs';
import { buildCloud } from './cloud';
import { fingerprintOf, readFingerprints, writeFingerprints } from './fingerprint';
import { buildFunctions } from './functions';
import { buildMiniPrograms } from './mini-program';
import { buildSdks } from './sdks';
import { buildSimulator } from '../simulator/build';

export { TooLargeError } from './mini-program/size';

/** One part of the build: what it reads, what it writes, and how. Later parts may read what earlier ones wrote. */
type Part = { name: string; sources: string[]; outputs: string[]; build: () => Promise<void> };

const ofEveryPart = ['scripts/build', 'package-lock.json'];

const parts: Part[] = [
  { name: 'cloud functions', sources: ['cloudfunctions'], outputs: ['dist/cloudfunctions'], build: buildFunctions },
  { name: 'SDKs', sources: [], outputs: ['dist/node_modules'], build: buildSdks },
  {
    name: 'mini-programs',
    sources: ['miniprogram', 'cloudfunctions/common/protocol', 'project.config.json'],
    outputs: ['dist/customer', 'dist/agent'],
    build: buildMiniPrograms,
  },
  {
    name: 'simulator',
    sources: ['scripts/simulator', 'dist/customer', 'dist/agent'],
    outputs: ['dist/simulator'],
    build: buildSimulator,
  },
  {
    name: 'local cloud',
    sources: ['scripts/emulator', 'scripts/demo', 'cloudfunctions/common'],
    outputs: ['dist/local-cloud'],
    build: buildCloud,
  },
];

/** Builds every part whose sources changed since it was built last. */
export async function buildChanged(): Promise<void> {
  const fingerprints = readFingerprints();
  for (const part of parts) {
    const fingerprint = fingerprintOf([...ofEveryPart, ...part.sources]);
    if (fingerprints[part.name] === fingerprint && part.outputs.every((output) => existsSync(output))) continue;
    await buildPart(part);
    fingerprints[part.name] = fingerprint;
    writeFingerprints(fingerprints);
  }
}

async function buildPart({ name, build }: Part): Promise<void> {
  const startedAt = performance.now();
  await build();
  console.log(`built ${name} in ${Math.round(performance.now() - startedAt)} ms`);
}
