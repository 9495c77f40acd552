import { transform } from 'esbuild';
import { hiddenGlobals, moduleParameters } from '../compiled-app';
import type { AppFiles } from './app-files';

const esModule = /(?:^|[;}\n])\s*(?:import|export)\b/;
const required = /\brequire\(\s*(['"])([^'"]+)\1\s*\)/g;
const endings = ['', '.js', '/index.js'];

/** Collects the scripts that `entries` reach, each as a CommonJS module function, as the body of an object literal. */
export async function compileModules(files: AppFiles, entries: Iterable<string>): Promise<string> {
  const modules = new Map<string, string>();
  let waiting = [...entries];
  while (waiting.length > 0) {
    const loaded = await Promise.all(waiting.map((path) => loadModule(files, path)));
    for (const { path, code } of loaded) modules.set(path, code);
    waiting = [...new Set(loaded.flatMap(({ requires }) => requires))].filter((path) => !modules.has(path));
  }
  return [...modules].map(([path, code]) => `${JSON.stringify(path)}:${code}`).join(',\n');
}

async function loadModule(files: AppFiles, path: string): Promise<{ path: string; code: string; requires: string[] }> {
  const source = await asCommonJs(files.read(path), path);
  const requires: string[] = [];
  const code = source.replaceAll(required, (text: string, quote: string, name: string) => {
    const found = files.resolve(path, name, endings);
    if (!found) return text;
    requires.push(found);
    return `require(${quote}${found}${quote})`;
  });
  return { path, code: wrap(code, path), requires };
}

async function asCommonJs(source: string, path: string): Promise<string> {
  if (!esModule.test(source)) return source;
  const { code } = await transform(source, { format: 'cjs', target: 'es2020', sourcefile: path });
  return code;
}

function wrap(code: string, path: string): string {
  const parameters = [...moduleParameters, ...hiddenGlobals.filter((name) => !declares(code, name))];
  return `function(${parameters.join(',')}){"use strict";\n${code}\n/* ${path} */}`;
}

/** A file may declare a hidden name for itself; a parameter of the same name would then be a syntax error. */
function declares(code: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|class)\\s+${name}\\b`).test(code);
}
