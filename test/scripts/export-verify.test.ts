import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sha256, type ChainedLine } from '../../cloudfunctions/common/domain/transcript';
import { csvOf, readCsv } from '../../cloudfunctions/common/domain/transcript-csv';
import { htmlOf, readHtml } from '../../cloudfunctions/common/domain/transcript-html';
import { jsonOf, readJson, type Transcript } from '../../cloudfunctions/common/domain/transcript-json';
import { fingerprintOf, listedText, listOf } from '../../cloudfunctions/common/domain/transcript-seal';
import { xlsxOf } from '../../cloudfunctions/common/domain/transcript-xlsx';
import { readXlsx } from '../../scripts/export/read-xlsx';
import { verifyFiles, type GivenFile } from '../../scripts/export/verify';
import { seed } from '../support/seed';
import { anySaid, aSaid, aTranscript, signedText } from '../support/transcripts';

fc.configureGlobal({ seed });

type Format = 'xlsx' | 'csv' | 'json' | 'html';
const FORMATS: Format[] = ['xlsx', 'csv', 'json', 'html'];

async function written(transcript: Transcript, format: Format): Promise<GivenFile> {
  const content = {
    xlsx: () => xlsxOf(transcript, 'zh'),
    csv: () => csvOf(transcript.lines, 'zh'),
    json: () => jsonOf(transcript),
    html: () => htmlOf(transcript, 'zh'),
  };
  return { name: `records.${format}`, content: Buffer.from(await content[format]()) };
}

/** The list of the one file as it was at first. */
function listFor({ header, seal }: Transcript, { name, content }: GivenFile): GivenFile {
  const files = [{ name, size: content.length, sha256: sha256(content), seal }];
  const list = { header, files, seal: { exportId: 'e1', ...signedText(listedText(header, 'e1', files)) } };
  return { name: 'list.json', content: Buffer.from(listOf(list)) };
}

describe.each(FORMATS)('%s', (format) => {
  test('whatever was said, it can be read again, and is found as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(anySaid, async (said) => {
        const transcript = aTranscript(said);
        const file = await written(transcript, format);
        const verdicts = verifyFiles([file, listFor(transcript, file)]);
        expect(verdicts.flatMap(({ faults }) => faults)).toEqual([]);
        expect(verdicts.at(-1)).toMatchObject({ messages: said.length, isListed: true });
      }),
      { numRuns: 60 },
    );
  });

  test('any message that is changed, taken out, put elsewhere or put in is named', async () => {
    await fc.assert(
      fc.asyncProperty(anySaid, fc.nat(), fc.nat(), fc.constantFrom(...FLAWS), async (said, one, other, kind) => {
        const transcript = aTranscript(said);
        const place = one % said.length;
        const damaged = damage(transcript, kind, place, other);
        fc.pre(damaged !== undefined);
        if (!damaged) return;
        const list = listFor(transcript, await written(transcript, format));
        const [verdict] = verifyFiles([await written({ ...transcript, lines: damaged.lines }, format), list]).slice(1);
        expect(verdict?.faults[0]).toEqual({ kind: damaged.kind, place: damaged.place });
      }),
      { numRuns: 100 },
    );
  });

  test('a file whose hashes are all made anew does not fit its signature, or the list', async () => {
    const transcript = aTranscript([aSaid(), aSaid({ messageId: 'm2', body: { text: '给您退款' } })]);
    const list = listFor(transcript, await written(transcript, format));
    const forged = aTranscript([aSaid(), aSaid({ messageId: 'm2', body: { text: '不给退款' } })]);
    const file = await written({ ...forged, seal: { ...forged.seal, signature: transcript.seal.signature } }, format);
    const [, verdict] = verifyFiles([file, list]);
    expect(verdict?.faults.length).toBeGreaterThan(0);
    expect(verdict?.faults.map(({ kind }) => kind)).toContain('bytes');
  });
});

const FLAWS = ['changed', 'missing', 'moved', 'inserted'] as const;

type Damage = { lines: ChainedLine[]; kind: (typeof FLAWS)[number]; place: number };

/** What somebody might do to the messages of a file; undefined when it changes nothing. */
function damage({ lines }: Transcript, kind: (typeof FLAWS)[number], place: number, seed: number): Damage | undefined {
  const last = lines.length - 1;
  const other = seed % lines.length;
  const target = lines[place] as ChainedLine;
  if (kind === 'changed') {
    const column = 1 + (seed % (target.line.length - 1));
    const line = target.line.map((cell, index) => (index === column ? `${cell}改` : cell));
    return { lines: lines.with(place, { ...target, line }), kind, place: place + 1 };
  }
  if (kind === 'missing') return { lines: lines.toSpliced(place, 1), kind, place: place + 1 };
  if (kind === 'inserted')
    return { lines: lines.toSpliced(place, 0, lines[other] as ChainedLine), kind, ...at(place, other) };
  if (place === other || last === 0) return undefined;
  const [from, to] = [Math.min(place, other), Math.max(place, other)];
  const moved = lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] as ChainedLine);
  return { lines: moved, kind, place: from + 1 };
}

/** A copy right before or after what it is a copy of shows only after both. */
const at = (place: number, other: number) => ({ place: place === other ? place + 2 : place + 1 });

test('no cell of a CSV file begins as a formula does, in any program', () => {
  fc.assert(
    fc.property(anySaid, (said) => {
      const { lines } = aTranscript(said);
      const csv = csvOf(lines, 'zh');
      expect(csv.startsWith('\uFEFF')).toBe(true);
      expect(csv.match(/(?:^|[,\n])"[=+\-@\t\r＝＋－＠]/g)).toBeNull();
      expect(readCsv(csv)).toEqual(lines);
    }),
  );
});

test('a workbook holds the messages on its first sheet and what proves them on the second', async () => {
  const transcript = aTranscript([aSaid({ body: { text: '=1+1 是文字' } })]);
  const [messages = [], proof = []] = readXlsx(await xlsxOf(transcript, 'zh'));
  expect(messages[0]?.slice(0, 3)).toEqual(['序号', '时间', '客户']);
  expect(messages[1]).toEqual([...(transcript.lines[0]?.line ?? []), transcript.lines[0]?.hash]);
  expect(Object.fromEntries(proof)).toMatchObject({ 导出编号: 'e1', head: transcript.seal.head });
});

test('a page shows nothing but what it was written from, and nothing in it is taken for code', () => {
  fc.assert(
    fc.property(anySaid, (said) => {
      const transcript = aTranscript(said);
      const page = htmlOf(transcript, 'en');
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(readHtml(page)).toEqual({ ...transcript, language: 'en' });
      expect(readJson(jsonOf(transcript))).toEqual(transcript);
    }),
  );
});

test.each([
  ['a sentence put between messages', (page: string) => page.replace('</li>', '</li><p>客服承诺赔偿</p>')],
  ['a style that hides a message', (page: string) => page.replace('</style>', 'li{display:none}</style>')],
  ['another verifier', (page: string) => page.replace('show();', '')],
  ['a role shown otherwise', (page: string) => page.replace('<li class="customer ', '<li class="agent ')],
])('%s is found, although all messages are as they were', (_, change) => {
  const page = change(htmlOf(aTranscript([aSaid()]), 'zh'));
  const [verdict] = verifyFiles([{ name: 'records.html', content: Buffer.from(page) }]);
  expect(verdict?.faults).toEqual([{ kind: 'frame' }]);
});

test('a page that another release wrote is whole as long as the signed list has its bytes', () => {
  const transcript = aTranscript([aSaid()]);
  const page = {
    name: 'records.html',
    content: Buffer.from(htmlOf(transcript, 'zh').replace('</style>', 'b{}</style>')),
  };
  expect(verifyFiles([page]).flatMap(({ faults }) => faults)).toEqual([{ kind: 'frame' }]);
  expect(verifyFiles([page, listFor(transcript, page)]).flatMap(({ faults }) => faults)).toEqual([]);
});

const kinds = (content: string, key?: string) =>
  verifyFiles([{ name: 'records.json', content: Buffer.from(content) }], key).flatMap(({ faults }) =>
    faults.map(({ kind }) => kind),
  );

test('a header that was changed, and a key that is not the one named, are found', () => {
  const transcript = aTranscript([aSaid()]);
  const changed = jsonOf({ ...transcript, header: [['导出编号', 'e2']] });
  expect(kinds(changed)).toEqual(['header', 'signature']);
  expect(kinds(jsonOf(transcript), '0000-0000-0000-0000')).toEqual(['otherKey']);
  expect(kinds(jsonOf(transcript), fingerprintOf(transcript.seal.publicKey))).toEqual([]);
  expect(kinds('{"so":"on"}')).toEqual(['unreadable']);
});

test('a file that is left out, or that the list does not know, is found', async () => {
  const transcript = aTranscript([aSaid()]);
  const file = await written(transcript, 'csv');
  const list = listFor(transcript, file);
  expect(verifyFiles([list]).at(-1)).toMatchObject({ name: 'records.csv', faults: [{ kind: 'lostFile' }] });
  const renamed = { ...file, name: 'other.csv' };
  expect(verifyFiles([list, renamed])[1]).toMatchObject({ faults: [{ kind: 'unlisted' }] });
});
