import { build } from 'esbuild';

/** Bundles one entry of ours for Node; packages stay outside. The name's ending, .mjs or .cjs, decides the format. */
export async function bundleNode(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: outfile.endsWith('.mjs') ? 'esm' : 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
  });
}
