import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './collect';

const SHEET = '/miniprogram_npm/tdesign-miniprogram/icon/icon.wxss';
const ICONS = 'node_modules/tdesign-icons-svg/src';

/** TDesign's icons are a font on a CDN with all of 2,000 signs. This keeps the few in use, drawn inside the style sheet. */
export function keepUsedIcons(files: Files): Files {
  const sheet = files.get(SHEET);
  return sheet === undefined ? files : new Map([...files, [SHEET, localSheet(String(sheet), quotedWords(files))]]);
}

function localSheet(sheet: string, words: Set<string>): string {
  const rules = sheet.split('\n').filter((rule) => !/^\.t-icon-[\w-]+:before|^\.t-icon\{font-family/.test(rule));
  const names = [...sheet.matchAll(/\.t-icon-([\w-]+):before/g)].map(([, name]) => name ?? '');
  const icons = names.filter((name) => words.has(name) && existsSync(svgOf(name)));
  const shape = `.t-icon-base:before{content:'';display:block;width:1em;height:1em;background-color:currentColor;-webkit-mask:var(--icon) center/100% no-repeat;mask:var(--icon) center/100% no-repeat;}`;
  return [...rules.map(withoutFont), shape, ...icons.map(iconRule)].join('\n');
}

const withoutFont = (rule: string): string => rule.replace(/@font-face\{[^}]*\}/, '');

const iconRule = (name: string): string =>
  `.t-icon-${name}:before{--icon:url("data:image/svg+xml,${encodeSvg(readFileSync(svgOf(name), 'utf8'))}");}`;

const svgOf = (name: string): string => join(ICONS, `${name}.svg`);

/** A data URI needs only a few signs escaped. Some of the icons misspell `viewBox`. */
const encodeSvg = (svg: string): string =>
  svg
    .replace('view-box', 'viewBox')
    .replace(/ class="[^"]*"/, '')
    .replace(/\s+/g, ' ')
    .replaceAll('"', "'")
    .replace(/[<>#%{}]/g, encodeURIComponent);

/** Whatever stands between quotes in a script or template: an icon's name always does. */
function quotedWords(files: Files): Set<string> {
  const sources = [...files]
    .filter(([path]) => /\.(js|wxml|wxs|json)$/.test(path))
    .map(([, content]) => String(content));
  return new Set(
    sources.flatMap((source) => [...source.matchAll(/["'`]([a-z][a-z0-9-]*)["'`]/g)].map(([, word]) => word ?? '')),
  );
}
