import { type AppConfig, type ComponentCode, type ComponentConfig, componentsUsedBy } from '../compiled-app';
import { type AppFiles, findComponent, pageRoutes, readComponentConfig } from './app-files';

/** All pages and the components they use, each after those it depends on. */
export function collectComponents(files: AppFiles, config: AppConfig): Map<string, ComponentCode> {
  const found = new Map<string, ComponentCode>();
  const opened = new Set<string>();
  const global = globalComponents(files, config);
  const visit = (path: string, ownedByApp: Record<string, string>): void => {
    if (opened.has(path)) return;
    opened.add(path);
    const component = readComponentConfig(files, path, ownedByApp);
    for (const target of componentsUsedBy(component)) visit(target, {});
    found.set(path, { config: component, ...scopeOf(path, component, found.size) });
  };
  const pages = pageRoutes(config);
  for (const page of pages) visit(page, global);
  for (const page of pages) shareStyles(found, page);
  return found;
}

/** A page's styles are its own, whether `Page` or `Component` makes it. */
function shareStyles(found: Map<string, ComponentCode>, page: string): void {
  const config = found.get(page)?.config;
  if (config) found.set(page, { config: { ...config, component: false } });
}

function globalComponents(files: AppFiles, config: AppConfig): Record<string, string> {
  const used = Object.entries(config.usingComponents ?? {});
  return Object.fromEntries(used.map(([tag, name]) => [tag, findComponent(files, 'app', name)]));
}

function scopeOf(path: string, config: ComponentConfig, index: number): { scope?: string } {
  const shared = config.styleIsolation === 'shared' || config.styleIsolation === 'page-shared';
  return config.component && !shared ? { scope: `${path.slice(path.lastIndexOf('/') + 1)}-${index}` } : {};
}
