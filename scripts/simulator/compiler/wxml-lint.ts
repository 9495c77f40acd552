/** Things glass-easel accepts in WXML but WeChat's own compiler rejects. */
export function lintWxml(path: string, source: string): string[] {
  return [...source.matchAll(/="([^"]*\{\{[^"]*)"/g)]
    .filter((match) => !(match[1] ?? '').slice((match[1] ?? '').lastIndexOf('{{')).includes('}}'))
    .map((match) => `${path}.wxml:${lineOf(source, match.index)} has double quotes inside a double-quoted attribute.`);
}

function lineOf(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}
