import { build, type OnResolveArgs, type Plugin } from 'esbuild';
import { posix } from 'node:path';
import { type AppName, builtPathOf, resolveImport } from './layout';

/** One script as one CommonJS module, its imports rewritten to where they will lie. */
export async function compileScript(app: AppName, source: string): Promise<{ content: string; references: string[] }> {
  const references: string[] = [];
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    format: 'cjs',
    target: 'es2018',
    charset: 'utf8',
    minify: true,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    write: false,
    logLevel: 'silent',
    plugins: [rewriteImports(app, source, references)],
  });
  return { content: outputFiles.map((file) => file.text).join(''), references };
}

function rewriteImports(app: AppName, source: string, references: string[]): Plugin {
  const from = posix.dirname(builtPathOf(app, source));
  const rewrite = ({ kind, importer, path }: OnResolveArgs) => {
    if (kind === 'entry-point') return undefined;
    const target = resolveImport(app, importer, path);
    references.push(target);
    return { path: relativeSpecifier(from, target), external: true };
  };
  return { name: 'rewrite-imports', setup: (build) => build.onResolve({ filter: /.*/ }, rewrite) };
}

function relativeSpecifier(from: string, target: string): string {
  const specifier = posix.relative(from, target).replace(/\.js$/, '');
  return specifier.startsWith('.') ? specifier : `./${specifier}`;
}
