import { strFromU8, unzipSync } from 'fflate';
import { unshielded } from '../../cloudfunctions/common/domain/transcript-xlsx';

/** The texts of a workbook's sheets, row by row; written by us or saved again by a spreadsheet program. */
export function readXlsx(content: Uint8Array): string[][][] {
  const files = unzipSync(content);
  const fileOf = (name: string) => (files[name] ? strFromU8(files[name]) : '');
  const shared = elements(fileOf('xl/sharedStrings.xml'), 'si').map(textIn);
  const sheets = Object.keys(files).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
  return sheets
    .sort((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]))
    .map((name) => rowsIn(fileOf(name), shared));
}

type Element = { attributes: string; content: string };

const elements = (xml: string, name: string): Element[] =>
  [...xml.matchAll(new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`, 'g'))].map(
    ([, attributes = '', content = '']) => ({ attributes, content }),
  );

/** The runs of a rich text together; readings of characters are no part of it. */
const textIn = ({ content }: Element): string =>
  elements(content.replace(/<rPh[\s\S]*?<\/rPh>/g, ''), 't')
    .map((part) => unescaped(part.content))
    .join('');

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (xml: string): string =>
  xml
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (_, hex: string, digits: string, name: string) =>
      name ? (ENTITIES[name] ?? '') : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(digits)),
    );

function rowsIn(xml: string, shared: readonly string[]): string[][] {
  return elements(xml, 'row').map(({ content }) => {
    const row: string[] = [];
    for (const cell of elements(content, 'c')) row[columnOf(cell) ?? row.length] = unshielded(valueOf(cell, shared));
    return Array.from(row, (value) => value ?? '');
  });
}

/** `AB12` is in column 27, the first being 0. */
function columnOf({ attributes }: Element): number | undefined {
  const [, letters] = / r="([A-Z]+)\d+"/.exec(attributes) ?? [];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(cell: Element, shared: readonly string[]): string {
  if (/ t="inlineStr"/.test(cell.attributes)) return textIn(cell);
  const value = unescaped(elements(cell.content, 'v')[0]?.content ?? '');
  return / t="s"/.test(cell.attributes) ? (shared[Number(value)] ?? '') : value;
}
