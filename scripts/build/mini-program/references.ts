import { extname } from 'node:path';
import { resolveReference } from './layout';

type AppJson = {
  pages?: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { iconPath?: string; selectedIconPath?: string }[] };
  themeLocation?: string;
  usingComponents?: Record<string, string>;
};

/** The paths inside the mini-program that a JSON, WXML, WXSS or WXS file refers to. */
export function referencesIn(path: string, content: string): string[] {
  switch (extname(path)) {
    case '.json':
      return path === '/theme.json' ? imagesOf(content) : jsonReferences(path, JSON.parse(content) as AppJson);
    case '.wxml':
      return wxmlReferences(path, content);
    case '.wxss':
      return matches(content, /@import\s+(?:url\()?['"]([^'"]+)['"]/g).map((each) => resolveReference(path, each));
    default:
      return matches(content, /require\(['"]([^'"]+)['"]\)/g).map((each) => resolveReference(path, each));
  }
}

function jsonReferences(path: string, json: AppJson): string[] {
  const subPages = (json.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`));
  const units = [...(json.pages ?? []), ...subPages, ...Object.values(json.usingComponents ?? {})];
  const images = (json.tabBar?.list ?? []).flatMap((tab) => [tab.iconPath, tab.selectedIconPath]);
  const files = [...images, json.themeLocation].filter((each) => each !== undefined && !each.startsWith('@'));
  return [...units.flatMap((unit) => filesOfUnit(path, unit)), ...files.map((file) => `/${file}`)];
}

/** A page or a component is four files of one name; its style sheet may be missing. */
const filesOfUnit = (path: string, unit: string): string[] =>
  ['.js', '.json', '.wxml', '.wxss'].map((extension) => resolveReference(path, unit) + extension);

const imagesOf = (theme: string): string[] => matches(theme, /"([^"]+\.png)"/g).map((image) => `/${image}`);

function wxmlReferences(path: string, content: string): string[] {
  const templates = matches(content, /<(?:import|include)\s[^>]*?src="([^"{]+)"/g).map((each) => each.replace(/(\.wxml)?$/, '.wxml'));
  const others = matches(content, /<(?:wxs|image)\s[^>]*?src="([^"{]+)"/g).filter((each) => !each.startsWith('data:'));
  return [...templates, ...others].map((each) => resolveReference(path, each));
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found ?? '');
