import { createPublicKey, verify as isSignedBy } from 'node:crypto';
import { columns, sha256, type ChainedLine } from '../../cloudfunctions/common/domain/transcript';
import { firstFlaw, type Flaw } from '../../cloudfunctions/common/domain/transcript-check';
import { readCsv } from '../../cloudfunctions/common/domain/transcript-csv';
import { htmlOf, readHtml } from '../../cloudfunctions/common/domain/transcript-html';
import { jsonOf, readJson, type Transcript } from '../../cloudfunctions/common/domain/transcript-json';
import {
  fingerprintOf,
  headerHash,
  listedText,
  listOf,
  sealedText,
  type FileList,
  type Header,
  type ListedFile,
} from '../../cloudfunctions/common/domain/transcript-seal';
import type { Seal, Signature } from '../../cloudfunctions/common/protocol/exports';
import { readXlsx } from './read-xlsx';

export type GivenFile = { name: string; content: Buffer };

/** What is wrong with a file: a message, or something around the messages. */
export type Fault =
  | Flaw
  | { kind: 'unreadable' | 'header' | 'signature' | 'otherKey' | 'frame' | 'bytes' | 'list' | 'unlisted' | 'lostFile' };

/** What was found of one file; without `key` nothing in it says who made it. */
export type Verdict = { name: string; messages: number; faults: Fault[]; key?: string; isListed: boolean };

type Read = { lines: ChainedLine[]; header?: Header; seal?: Seal; isFramed: boolean };

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function isSigned(text: string, { publicKey, signature }: Signature): boolean {
  try {
    const key = Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64')]);
    const options = { key, format: 'der', type: 'spki' } as const;
    return isSignedBy(null, Buffer.from(text), createPublicKey(options), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Checks the files of one export against themselves and, if it is among them, against the list of all its files. */
export function verifyFiles(given: readonly GivenFile[], knownKey?: string): Verdict[] {
  const lists = given.flatMap((file) => asList(file) ?? []);
  const listed = new Map(lists.flatMap(({ list }) => list.files.map((file) => [file.name, file])));
  const volumes = given.filter((file) => !asList(file));
  const names = new Set(given.map(({ name }) => name));
  const lost = [...listed.keys()].filter((name) => !names.has(name));
  return [
    ...lists.map((one) => listVerdict(one, knownKey)),
    ...volumes.map((file) => verdictOn(file, listed.get(file.name), lists.length > 0, knownKey)),
    ...lost.map((name) => ({ name, messages: 0, faults: [{ kind: 'lostFile' } as const], isListed: true })),
  ];
}

function asList({ name, content }: GivenFile): { name: string; content: string; list: FileList } | undefined {
  if (!name.endsWith('.json')) return undefined;
  try {
    const list = JSON.parse(content.toString()) as Partial<FileList>;
    return Array.isArray(list.files) ? { name, content: content.toString(), list: list as FileList } : undefined;
  } catch {
    return undefined;
  }
}

function listVerdict(
  { name, content, list }: { name: string; content: string; list: FileList },
  knownKey?: string,
): Verdict {
  const { header, files, seal } = list;
  const isGood = listOf(list) === content && isSigned(listedText(header, seal.exportId, files), seal);
  const faults: Fault[] = [...(isGood ? [] : [{ kind: 'list' } as const]), ...keyFaults(seal, knownKey)];
  const messages = files.reduce((sum, file) => sum + file.seal.count, 0);
  return { name, messages, faults, key: fingerprintOf(seal.publicKey), isListed: true };
}

const keyFaults = ({ publicKey }: Signature, knownKey?: string): Fault[] =>
  knownKey === undefined || fingerprintOf(publicKey) === knownKey ? [] : [{ kind: 'otherKey' }];

function verdictOn(file: GivenFile, listed: ListedFile | undefined, hasList: boolean, knownKey?: string): Verdict {
  const { name, content } = file;
  const read = readFile(file);
  if (!read) return { name, messages: 0, faults: [{ kind: 'unreadable' }], isListed: listed !== undefined };
  const seal = read.seal ?? listed?.seal;
  const isListedSo = listed !== undefined && sha256(content) === listed.sha256;
  const faults: Fault[] = [
    ...messageFaults(read, seal),
    ...(read.seal && read.header ? sealFaults(read.header, read.seal, knownKey) : []),
    ...(read.isFramed || isListedSo ? [] : [{ kind: 'frame' } as const]),
    ...(listed && !isListedSo ? [{ kind: 'bytes' } as const] : []),
    ...(hasList && !listed ? [{ kind: 'unlisted' } as const] : []),
  ];
  const key = seal && { key: fingerprintOf(seal.publicKey) };
  return { name, messages: read.lines.length, faults, ...key, isListed: listed !== undefined };
}

/** Without a seal, what the file begins and ends with is taken on trust. */
function messageFaults({ lines }: Read, seal: Seal | undefined): Fault[] {
  const trusted = { first: Number(lines[0]?.line[0] ?? 1), count: lines.length, head: lines.at(-1)?.hash ?? '' };
  const flaw = firstFlaw(lines, seal ?? trusted);
  return flaw ? [flaw] : [];
}

function sealFaults(header: Header, seal: Seal, knownKey?: string): Fault[] {
  const isSameHeader = seal.volume > 1 || headerHash(header) === seal.start;
  return [
    ...(isSameHeader ? [] : [{ kind: 'header' } as const]),
    ...(isSigned(sealedText(header, seal), seal) ? [] : [{ kind: 'signature' } as const]),
    ...keyFaults(seal, knownKey),
  ];
}

/** What a file says, and whether all that is around it is as we write it. */
function readFile({ name, content }: GivenFile): Read | undefined {
  try {
    if (name.endsWith('.csv')) return { lines: readCsv(content.toString()), isFramed: true };
    if (name.endsWith('.xlsx')) return { ...readWorkbook(content), isFramed: true };
    return name.endsWith('.html') ? readPage(content.toString()) : readObject(content.toString());
  } catch {
    return undefined;
  }
}

function readPage(content: string): Read {
  const { language, ...transcript } = readHtml(content);
  return { ...transcript, isFramed: htmlOf(transcript, language) === content };
}

function readObject(content: string): Read {
  const transcript = readJson(content);
  return { ...transcript, isFramed: jsonOf(transcript) === content };
}

function readWorkbook(content: Buffer): Transcript {
  const [[, ...rows] = [], proof = []] = readXlsx(content);
  const end = proof.findIndex((row) => row[0] === 'exportId');
  const pairs = proof.map(([label = '', value = '']): Header[number] => [label, value]);
  return {
    header: pairs.slice(0, end).filter(([label]) => label !== ''),
    lines: rows.map((row) => {
      const cells = Array.from({ length: columns.length + 1 }, (_, index) => row[index] ?? '');
      return { line: cells.slice(0, -1), hash: cells.at(-1) ?? '' };
    }),
    seal: sealIn(pairs.slice(end)),
  };
}

const NUMBERS = ['volume', 'first', 'count'];

const sealIn = (pairs: Header): Seal =>
  Object.fromEntries(pairs.map(([name, value]) => [name, NUMBERS.includes(name) ? Number(value) : value])) as Seal;
