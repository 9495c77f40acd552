import { extname } from 'node:path';
import { resolveReference } from './layout';

type AppJson = {
  pages?: string[];
  subPackages?: { root: string; pages: string[] }[];
  themeLocation?: string;
  usingComponents?: Record<string, string>;
};

/** The paths inside the mini-program that a JSON, WXML, WXSS or WXS file refers to. */
export function referencesIn(path: string, content: string): string[] {
  switch (extname(path)) {
    case '.json':
      return jsonReferences(path, JSON.parse(content) as AppJson);
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
  const theme = json.themeLocation ? [`/${json.themeLocation}`] : [];
  return [...units.flatMap((unit) => filesOfUnit(path, unit)), ...theme];
}

/** A page or a component is four files of one name; its style sheet may be missing. */
const filesOfUnit = (path: string, unit: string): string[] =>
  ['.js', '.json', '.wxml', '.wxss'].map((extension) => resolveReference(path, unit) + extension);

function wxmlReferences(path: string, content: string): string[] {
  const templates = matches(content, /<(?:import|include)\s[^>]*?src="([^"{]+)"/g).map((each) =>
    each.replace(/(\.wxml)?$/, '.wxml'),
  );
  const scripts = matches(content, /<wxs\s[^>]*?src="([^"{]+)"/g);
  return [...templates, ...scripts].map((each) => resolveReference(path, each));
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? '');
