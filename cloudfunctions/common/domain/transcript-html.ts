import { isNote, type ChainedLine, type Line } from './transcript';
import type { Transcript } from './transcript-json';
import type { Seal } from '../protocol/exports';
import { fingerprintOf, type Header } from './transcript-seal';
import { style } from './transcript-style';
import { verifier } from './transcript-verifier';
import { transcriptWords, type Language } from './transcript-words';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
const unescaped = (html: string): string =>
  Object.entries(ESCAPES).reduceRight((text, [character, entity]) => text.replaceAll(entity, character), html);

/** Nothing comes from elsewhere, and nothing goes there. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** The transcript as a page that can be read, printed, and checked by itself. */
export function htmlOf({ header, lines, seal }: Transcript, language: Language): string {
  const { title, verifying, showIds, verdicts } = transcriptWords[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
<title>${title}</title>
<style>${style}</style>
<header>
<h1>${title}</h1>
${headerHtml(header)}
<p id="verdict" role="status">${verifying}</p>
<label><input type="checkbox" id="ids" /> ${showIds}</label>
</header>
<ol>
${lines.map((one) => lineHtml(one, language)).join('\n')}
</ol>
${sealHtml(seal, language)}
<script>((words) => {${verifier}})(${JSON.stringify(verdicts)});</script>
</html>
`;
}

const headerHtml = (header: Header): string =>
  `<dl class="header">\n${header.map(([label, value]) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join('\n')}\n</dl>`;

function lineHtml({ line, hash }: ChainedLine, language: Language): string {
  const cell = (column: number) => `<span data-c="${column}">${escaped(line[column] ?? '')}</span>`;
  return `<li class="${classesOf(line, language)}"><p class="who">${cell(4)} ${cell(3)} ${cell(1)}</p><p class="said">${cell(5)}${cell(6)}</p><p class="remark">${cell(7)}</p><p class="ids">${cell(0)} ${cell(2)} ${cell(8)} ${cell(9)} ${cell(10)} <span data-h>${escaped(hash)}</span></p></li>`;
}

const nameOf = (labels: Record<string, string>, label: string | undefined): string =>
  Object.keys(labels).find((name) => labels[name] === label) ?? 'system';

/** Who said it and of what kind it is, by what the line calls them. */
function classesOf(line: Line, language: Language): string {
  const { roles, kinds } = transcriptWords[language];
  return `${nameOf(roles, line[3])} of-${nameOf(kinds, line[5])}${isNote(line) ? ' note' : ''}`;
}

function sealHtml(seal: Seal, language: Language): string {
  const { proof, proofText, key } = transcriptWords[language];
  const parts = Object.entries(seal).map(
    ([name, value]) => `<div><dt>${name}</dt><dd data-seal="${name}">${escaped(String(value))}</dd></div>`,
  );
  return `<footer>
<h2>${proof}</h2>
<p>${proofText}</p>
<p>${key} ${fingerprintOf(seal.publicKey)}</p>
<dl class="seal">
${parts.join('\n')}
</dl>
</footer>`;
}

const PAIR = /<div><dt>([^<]*)<\/dt><dd>([^<]*)<\/dd><\/div>/g;
const SEALED = /<dd data-seal="(\w+)">([^<]*)<\/dd>/g;
const CELL = /<span data-c="(\d+)">([^<]*)<\/span>/g;

/** What a page says; a page that was rearranged says something else when it is written anew. */
export function readHtml(content: string): Transcript & { language: Language } {
  const seal: Seal = Object.fromEntries(
    [...content.matchAll(SEALED)].map(([, name, value]) => [name, sealValue(unescaped(value ?? ''))]),
  );
  return {
    language: content.includes('<html lang="en">') ? 'en' : 'zh',
    header: [...content.matchAll(PAIR)].map(([, label, value]): Header[number] => [
      unescaped(label ?? ''),
      unescaped(value ?? ''),
    ]),
    lines: content.split('<li ').slice(1).map(readLine),
    seal,
  };
}

const sealValue = (value: string): string | number => (/^\d{1,9}$/.test(value) ? Number(value) : value);

function readLine(html: string): ChainedLine {
  const cells = [...html.matchAll(CELL)].toSorted(([, a], [, b]) => Number(a) - Number(b));
  return {
    line: cells.map(([, , value]) => unescaped(value ?? '')),
    hash: /<span data-h>([^<]*)<\/span>/.exec(html)?.[1] ?? '',
  };
}
