import { type CompiledApp, moduleParameters } from '../compiled-app';

/** The values of the names that every file of the app sees, in the order of `moduleParameters`. */
export type ModuleScope = Record<Exclude<(typeof moduleParameters)[number], 'require' | 'module' | 'exports'>, unknown>;

/** Runs the app's files as CommonJS modules, each at most once. */
export class Modules {
  readonly #loaded = new Map<string, { exports: unknown }>();

  constructor(
    private readonly code: CompiledApp['modules'],
    private readonly scope: ModuleScope,
  ) {}

  require = (path: string): unknown => {
    const known = this.#loaded.get(path);
    if (known) return known.exports;
    const run = this.code[path];
    if (!run) throw new Error(`module '${path}' is not defined`);
    const module = { exports: {} as unknown };
    this.#loaded.set(path, module);
    const own = { require: this.require, module, exports: module.exports };
    const all: Record<string, unknown> = { ...own, ...this.scope };
    run(...moduleParameters.map((name) => all[name]));
    return module.exports;
  };
}
