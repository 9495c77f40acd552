import { runNode } from './command.mjs';
import { installPackages, requireNode } from './prerequisites.mjs';

/** What the functions' own database module goes by, so that a local cloud is read as functions read it. */
const environment = (url) => ({
  TCB_ENV: 'local',
  SCF_NAMESPACE: 'local',
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
});

/**
 * Builds `scripts/<name>/main.ts` and runs it; with a `url`, as it takes to read the local cloud there. `advice` is the sentence to end
 * with when it fails.
 */
export async function runLocalTool(name, args, { url, advice, env = {} }) {
  requireNode();
  await installPackages();
  const { build } = await import('esbuild');
  const outfile = `dist/${name}/main.cjs`;
  await build({
    entryPoints: [`scripts/${name}/main.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
  });
  await runNode([outfile, ...args], { advice, env: { ...(url && environment(url)), ...env } });
}
