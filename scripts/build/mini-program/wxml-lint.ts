/** Refuses double quotes inside a double-quoted attribute: WeChat's own compiler does. */
export function checkWxml(file: string, content: string): void {
  for (const { index, 1: value = '' } of content.matchAll(/=\s*"([^"]*)"/g)) {
    if (count(value, '{{') === count(value, '}}')) continue;
    const line = content.slice(0, index).split('\n').length;
    throw new Error(`${file}:${line}: double quotes inside a double-quoted attribute; use single quotes inside`);
  }
}

const count = (text: string, part: string): number => text.split(part).length - 1;
