import {
  atRule,
  type AtRule,
  type Container,
  type Declaration,
  parse,
  root as rootOf,
  type Root,
  type Rule,
} from 'postcss';
import type { AppFiles } from './app-files';
import { scopeSelector } from './selectors';

export type StyleTarget = {
  /** Prefix for class names; none for styles that are shared. */
  scope?: string;
  /** The page whose subtree the sheet is limited to. */
  page?: string;
};

/** Turns one WXSS file, with everything it imports, into a style sheet of the browser. */
export function compileWxss(files: AppFiles, path: string, target: StyleTarget): string {
  const root = inlineImports(files, path, []);
  root.walkDecls(convertDeclaration);
  root.walkRules((rule) => {
    if (!isKeyframe(rule)) rule.selectors = rule.selectors.map((selector) => scopeSelector(selector, target));
  });
  root.walkAtRules('media', followPhoneTheme);
  return (target.page ? limitToPage(root, target.page) : root).toString();
}

function inlineImports(files: AppFiles, path: string, importers: string[]): Root {
  if (importers.includes(path)) throw new Error(`${path} imports itself through ${importers.join(' → ')}.`);
  const root = parse(files.read(path), { from: path });
  root.walkAtRules('import', (rule) => {
    rule.replaceWith(inlineImports(files, importedPath(files, path, rule), [...importers, path]).nodes);
  });
  return root;
}

function importedPath(files: AppFiles, from: string, rule: AtRule): string {
  const name = /^(?:url\()?\s*["']?([^"')]+)/.exec(rule.params)?.[1] ?? '';
  const found = files.resolve(from, name, ['', '.wxss']);
  if (!found) throw new Error(`${from} imports ${name}, which does not exist.`);
  return found;
}

function convertDeclaration(declaration: Declaration): void {
  declaration.value = convertUnits(declaration.value);
}

/** rpx become a share of the window's width; vh and safe areas become those of the simulated phone. */
export function convertUnits(value: string): string {
  return value
    .replaceAll(/(?<![\w-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g, (_, amount: string) => `${round(Number(amount) / 7.5)}vw`)
    .replaceAll(
      /(?<![\w-])(-?(?:\d+\.?\d*|\.\d+))vh\b/g,
      (_, amount: string) => `calc(${amount} * var(--page-vh, 1vh))`,
    )
    .replaceAll(/\b(?:env|constant)\(\s*(safe-area-inset-\w+)/g, 'var(--$1');
}

function round(amount: number): number {
  return Number(amount.toFixed(5));
}

const themeQuery = /^\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)$/;

/** The simulated phone has a theme of its own, whatever the browser prefers. */
function followPhoneTheme(media: AtRule): void {
  const theme = themeQuery.exec(media.params)?.[1];
  if (!theme) return;
  media.walkRules((rule) => {
    rule.selectors = rule.selectors.map((selector) => `:where([data-theme="${theme}"]) ${selector}`);
  });
  media.replaceWith(media.nodes ?? []);
}

function isKeyframe(rule: Rule): boolean {
  return rule.parent?.type === 'atrule' && (rule.parent as AtRule).name.endsWith('keyframes');
}

/** `@scope` keeps two open pages apart without changing how their rules weigh against each other. */
function limitToPage(root: Root, page: string): Container {
  const outside = root.nodes.filter((node) => node.type === 'atrule' && /keyframes$|^font-face$/.test(node.name));
  const scope = atRule({ name: 'scope', params: `([data-route="${page}"])` });
  scope.append(root.nodes.filter((node) => !outside.includes(node)));
  return rootOf({ nodes: [...outside, scope] });
}
