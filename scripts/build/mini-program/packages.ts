import { build, type Plugin } from 'esbuild';

const PACKAGE_PATH = /^\/miniprogram_npm\/(?!tdesign-miniprogram\/)([^/]+)\/(.+)\.js$/;

export const isPackagePath = (path: string): boolean => PACKAGE_PATH.test(path);

/** `crypto-js/aes` keeps its name and finds itself in the one bundle of its package. */
export function packageStub(path: string): string {
  const [, , module] = PACKAGE_PATH.exec(path) ?? [];
  return `module.exports = require('./index')['${module}'];\n`;
}

/** One `index.js` for each npm package, holding only the modules of it that are used. */
export async function bundlePackages(paths: string[]): Promise<Map<string, string>> {
  const bundles = new Map<string, string>();
  for (const [name, modules] of modulesByPackage(paths)) {
    bundles.set(`/miniprogram_npm/${name}/index.js`, await bundlePackage(name, modules));
  }
  return bundles;
}

function modulesByPackage(paths: string[]): Map<string, string[]> {
  const packages = new Map<string, string[]>();
  for (const path of paths) {
    const [, name, module] = PACKAGE_PATH.exec(path) ?? [];
    if (name && module) packages.set(name, [...(packages.get(name) ?? []), module]);
  }
  return packages;
}

async function bundlePackage(name: string, modules: string[]): Promise<string> {
  const contents = modules.map((module) => `exports['${module}'] = require('${name}/${module}');`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    format: 'cjs',
    target: 'es2018',
    minify: true,
    write: false,
    plugins: [withoutNodeCrypto],
  });
  return outputFiles.map((file) => file.text).join('');
}

/** crypto-js looks for node's random source, which a phone does not have; we only verify and decrypt with it. */
const withoutNodeCrypto: Plugin = {
  name: 'without-node-crypto',
  setup(build) {
    build.onResolve({ filter: /^crypto$/ }, ({ path }) => ({ path, namespace: 'none' }));
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
  },
};
