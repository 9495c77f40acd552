import { TmplGroup } from 'glass-easel-template-compiler';
import type { AppFiles } from './app-files';
import { compileWxs } from './wxs';

/** What WXS code may call, and how glass-easel reaches WXS event handlers and `change:` listeners. */
const wxsGlobals = `var getRegExp=wxs.getRegExp,getDate=wxs.getDate,typeName=wxs.typeName;Q.A=wxs.onChange;Q.C=wxs.onEvent;`;

type ParseError = { level: 'Note' | 'Warn' | 'Error' | 'Fatal'; message: string; startLine: number };

/** Compiles the WXML of all components, with the templates and WXS they use, to one JavaScript function. */
export function compileTemplates(files: AppFiles, paths: Iterable<string>): string {
  const group = new TmplGroup();
  group.setExtraRuntimeScript(wxsGlobals);
  const seen = new Set<string>();
  for (const path of paths) addTemplate(files, group, path, seen);
  const script = `function(wxs){return ${group.getTmplGenObjectGroups()}}`;
  group.free();
  return script;
}

function addTemplate(files: AppFiles, group: TmplGroup, path: string, seen: Set<string>): void {
  if (seen.has(path)) return;
  seen.add(path);
  const source = files.read(`${path}.wxml`);
  refuse(path, group.addTmpl(path, source) as ParseError[]);
  for (const name of group.getInlineScriptModuleNames(path) as string[]) {
    group.setInlineScript(path, name, compileWxs(group.getInlineScript(path, name)));
  }
  for (const script of group.getScriptDependencies(path) as string[]) addScript(files, group, script, seen);
  for (const template of group.getDirectDependencies(path) as string[]) addTemplate(files, group, template, seen);
}

/** The app's own templates must be flawless; packages are taken as they are unless nothing can be made of them. */
function refuse(path: string, problems: ParseError[]): void {
  const levels = path.includes('miniprogram_npm/') ? ['Fatal'] : ['Warn', 'Error', 'Fatal'];
  const serious = problems.filter(({ level }) => levels.includes(level));
  const lines = serious.map(({ startLine, message }) => `${path}.wxml:${startLine + 1} ${message}`);
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

function addScript(files: AppFiles, group: TmplGroup, path: string, seen: Set<string>): void {
  const file = `${path}.wxs`;
  if (seen.has(file)) return;
  seen.add(file);
  const source = files.read(file);
  group.addScript(path, compileWxs(source));
  for (const [, name = ''] of source.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    const found = files.resolve(file, name, ['', '.wxs']);
    if (!found) throw new Error(`${file} requires ${name}, which does not exist.`);
    addScript(files, group, found.slice(0, -'.wxs'.length), seen);
  }
}
