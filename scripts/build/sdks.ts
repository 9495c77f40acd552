import { build } from 'esbuild';

/** What the functions import of the platform: installed in the cloud from each function's package.json. */
export const SDKS = ['wx-server-sdk', '@cloudbase/node-sdk'];

const folder = 'dist/node_modules';

/** The SDKs as one file each, which the built functions find before the packages: their processes start much sooner. */
export async function buildSdks(): Promise<void> {
  await Promise.all(SDKS.map(buildSdk));
}

async function buildSdk(name: string): Promise<void> {
  await build({
    entryPoints: [name],
    outfile: `${folder}/${name}/index.js`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: SDKS.filter((other) => other !== name),
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}
