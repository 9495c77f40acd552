import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seedDemo } from '../demo/seed';
import { startCloud, type Cloud } from './cloud';
import { sharedOpenids, type SharedOpenid } from './identity/shared-callers';
import { plans, type PlanName } from './plans';
import { StartError } from './start-error';

const usage =
  'Options: --port N (8080), --data DIR (.local-cloud), --plan personal|standard (standard: its limits), ' +
  '--shared-openid source|resource|absent (source: what rules see of users of another app), --no-demo, --help.';

/** The bundle lies in dist/local-cloud. */
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        data: { type: 'string', default: '.local-cloud' },
        plan: { type: 'string', default: 'standard' },
        'shared-openid': { type: 'string', default: 'source' },
        'no-demo': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)} ${usage}`);
  }
}

function portFrom(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StartError(`"${text}" is not a port. ${usage}`);
}

function planFrom(name: string): PlanName {
  if (Object.hasOwn(plans, name)) return name as PlanName;
  throw new StartError(`There is no plan "${name}". ${usage}`);
}

function sharedOpenidFrom(name: string): SharedOpenid {
  const known = sharedOpenids.find((each) => each === name);
  if (known) return known;
  throw new StartError(`"${name}" is not one of ${sharedOpenids.join(', ')}. ${usage}`);
}

async function run(): Promise<void> {
  const { port, data, plan, 'shared-openid': shared, 'no-demo': noDemo, help } = readArguments();
  if (help) endWith(0, usage);
  const cloud = await startCloud({
    port: portFrom(port),
    plan: planFrom(plan),
    sharedOpenid: sharedOpenidFrom(shared),
    dataFolder: path.resolve(data),
    functionsFolder: path.join(root, 'dist/cloudfunctions'),
    pagesFolder: path.join(root, 'dist/simulator'),
    rulesFile: path.join(root, 'database-rules.json'),
    indexesFile: path.join(root, 'database-indexes.json'),
    workerFile: path.join(here, 'worker.cjs'),
  });
  closeOnSignal(cloud);
  if (!noDemo) await seedDemo(cloud.url);
  console.log(`ready ${cloud.url}/`);
  await cloud.warmUp().catch((error: unknown) => console.error('Warming up:', error));
}

function closeOnSignal(cloud: Cloud): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      cloud.close().then(() => process.exit(), giveUp);
    });
  }
}

function giveUp(error: unknown): void {
  endWith(1, error instanceof StartError ? error.message : error);
}

function endWith(code: number, words: unknown): never {
  (code === 0 ? console.log : console.error)(words);
  process.exit(code);
}

await run().catch(giveUp);
