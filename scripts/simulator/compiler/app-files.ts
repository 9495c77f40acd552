import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { AppConfig, ComponentConfig, Generics } from '../compiled-app';

/** The files of a mini-program folder. Paths have no leading slash. */
export class AppFiles {
  constructor(readonly folder: string) {}

  exists(path: string): boolean {
    return statSync(join(this.folder, path), { throwIfNoEntry: false })?.isFile() ?? false;
  }

  read(path: string): string {
    if (!this.exists(path)) throw new Error(`${join(this.folder, path)} does not exist.`);
    return readFileSync(join(this.folder, path), 'utf8');
  }

  readJson(path: string): unknown {
    try {
      return JSON.parse(this.read(path));
    } catch (cause) {
      throw new Error(`${join(this.folder, path)} is not valid JSON.`, { cause });
    }
  }

  /**
   * Finds what `name` means in the file `from`: a path from the root, a path beside the file, or a package in the
   * nearest miniprogram_npm. `endings` are tried in order; the answer is the path with its ending.
   */
  resolve(from: string, name: string, endings: readonly string[]): string | undefined {
    return this.candidates(from, name)
      .flatMap((path) => endings.map((ending) => path + ending))
      .find((path) => this.exists(path));
  }

  private candidates(from: string, name: string): string[] {
    if (name.startsWith('/')) return [name.slice(1)];
    const folder = posix.dirname(from);
    const beside = posix.join(folder, name);
    return name.startsWith('.') ? [beside] : [beside, ...packageFolders(folder).map((root) => posix.join(root, name))];
  }
}

function packageFolders(folder: string): string[] {
  const parents = folder === '.' ? [] : folder.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'));
  return ['', ...parents].reverse().map((parent) => posix.join(parent, 'miniprogram_npm'));
}

/** All routes of an app, those of its subpackages included. */
export function pageRoutes(config: AppConfig): string[] {
  const fromPackages = (config.subPackages ?? []).flatMap(({ root, pages }) =>
    pages.map((page) => posix.join(root, page)),
  );
  return [...config.pages, ...fromPackages];
}

export type SourceConfig = Omit<ComponentConfig, 'usingComponents'> & { usingComponents?: Record<string, string> };

const componentFile = '.json';

/** Reads a component's JSON and turns the names it uses into component paths. */
export function readComponentConfig(files: AppFiles, path: string, global: Record<string, string>): ComponentConfig {
  const json = files.exists(path + componentFile) ? (files.readJson(path + componentFile) as SourceConfig) : {};
  const { usingComponents = {}, componentGenerics, ...rest } = json;
  const used = Object.entries(usingComponents).map(([tag, name]) => [tag, findComponent(files, path, name)]);
  return {
    ...rest,
    ...(componentGenerics ? { componentGenerics: resolveGenerics(files, path, componentGenerics) } : {}),
    usingComponents: { ...global, ...(Object.fromEntries(used) as Record<string, string>) },
  };
}

function resolveGenerics(files: AppFiles, path: string, generics: Generics): Generics {
  const resolved = Object.entries(generics).map(([tag, generic]): [string, Generics[string]] => {
    const name = generic === true ? undefined : generic.default;
    return [tag, name ? { default: findComponent(files, path, name) } : true];
  });
  return Object.fromEntries(resolved);
}

/** The path of the component that `name` means in the file `from`. */
export function findComponent(files: AppFiles, from: string, name: string): string {
  const found = files.resolve(from, name, [componentFile, `/index${componentFile}`]);
  if (!found) throw new Error(`${join(files.folder, from)}.json uses the component ${name}, which does not exist.`);
  return found.slice(0, -componentFile.length);
}
