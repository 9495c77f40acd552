import type { AppConfig, ComponentCode, Themes } from '../compiled-app';
import { AppFiles, pageRoutes } from './app-files';
import { collectComponents } from './components';
import { compileModules } from './modules';
import { compileTemplates } from './templates';
import { compileWxss } from './wxss';

/** A compiled mini-program: `script` is an expression whose value is a `CompiledApp`, `style` its style sheet. */
export type CompiledFiles = { script: string; style: string };

/** Compiles a mini-program folder, as WeChat DevTools would open it, for the browser. */
export async function compileApp(folder: string): Promise<CompiledFiles> {
  const files = new AppFiles(folder);
  const config = files.readJson('app.json') as AppConfig;
  const components = collectComponents(files, config);
  const entries = ['app.js', ...[...components.keys()].map((path) => `${path}.js`)];
  return {
    script: await compileScript(files, config, components, entries),
    style: compileStyle(files, config, components),
  };
}

async function compileScript(
  files: AppFiles,
  config: AppConfig,
  components: Map<string, ComponentCode>,
  entries: string[],
): Promise<string> {
  const parts = [
    `config:${JSON.stringify(config)}`,
    `themes:${JSON.stringify(readThemes(files, config))}`,
    `pages:${JSON.stringify(pageRoutes(config))}`,
    `components:${JSON.stringify(Object.fromEntries(components))}`,
    `templates:${compileTemplates(files, components.keys())}`,
    `modules:{${await compileModules(files, entries)}}`,
  ];
  return `{${parts.join(',\n')}}`;
}

function readThemes(files: AppFiles, { themeLocation }: AppConfig): Themes {
  return themeLocation ? (files.readJson(themeLocation) as Themes) : { light: {}, dark: {} };
}

function compileStyle(files: AppFiles, config: AppConfig, components: Map<string, ComponentCode>): string {
  const pages = pageRoutes(config);
  const ordered = [...[...components.keys()].filter((path) => !pages.includes(path)), ...pages];
  const sheets = ordered
    .filter((path) => files.exists(`${path}.wxss`))
    .map((path) => compileWxss(files, `${path}.wxss`, targetOf(path, pages, components.get(path))));
  const app = files.exists('app.wxss') ? [compileWxss(files, 'app.wxss', {})] : [];
  return [...app, ...sheets].join('\n');
}

function targetOf(
  path: string,
  pages: string[],
  component: ComponentCode | undefined,
): { scope?: string; page?: string } {
  if (component?.scope) return { scope: component.scope };
  return pages.includes(path) ? { page: path } : {};
}
