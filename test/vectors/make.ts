import { createHash } from 'node:crypto';
import { encrypt } from '../../cloudfunctions/common/cloud/cipher';
import { parseRing, unknownChecks } from '../../cloudfunctions/common/cloud/key-ring';
import { streamKeys } from '../../cloudfunctions/common/cloud/keys';
import type { StreamKey } from '../../cloudfunctions/common/protocol/documents';

/**
 * Makes what `cipher.json` holds besides its first vectors: check values of the master keys, one cipher string of each kind of thing that is
 * sealed, and strings that must not open. To add a case, write it down here and run `MAKE_VECTORS=1 npx jest test/vectors`; only what is
 * new may change in the file, or what is stored already could not be read any more.
 */
export type Sealed = {
  of: string;
  stream: string;
  context: string;
  plaintext: string;
  version: number;
  iv: string;
  cipher: string;
};

/** What may not open where it stands. */
export type Refused = { why: string; stream: string; context: string; cipher: string };

type Thing = [of: string, stream: string, context: string, plaintext: string];

const things: Thing[] = [
  ['a note among colleagues', 'conversation-1:staff', 'message-9', '{"text":"这位客户很着急"}'],
  ['what a customer is typing', 'conversation-1', 'typing:conversation-1:customer-1:agent-1', '我想问'],
  ['the name on a conversation', 'conversation-1', 'conversation-1', '林小满'],
  ['a comment with a rating', 'conversation-1', 'conversation-1', '很快就解决了 😊'],
  ['why a conversation is held', 'conversation-1', 'conversation-1:hold', '诉讼 42'],
  ['a customer’s name', 'customer-1', 'customer-1', '欧阳若曦'],
  ['a customer’s telephone number', 'customer-1', 'customer-1', '13912345678'],
  ['a note about a customer', 'customer-1', 'note-1', '对花生过敏'],
  ['why a customer is deleted', 'customer-1', 'customer-1:erasure', '来电要求'],
  ['a reason in the log', 'audit', '0123456789abcdef0123456789abcdef', '核对退款'],
  ['conditions in the log', 'audit', '0123456789abcdef0123456789abcdef', '{"text":"退款","ratings":[1,2]}'],
  ['the conditions of an export', 'job-1', 'job-1', '{"text":"退款","to":1767578400000}'],
  ['a saved search', 'agent-1:searches', 'agent-1:s1', '{"name":"差评","conditions":{"ratings":[1,2]}}'],
];

/** Each of them by every version there is. */
export function sealedThings(versions: readonly number[]): Sealed[] {
  return things.flatMap((thing) => versions.map((version) => sealed(thing, version)));
}

function sealed([of, stream, context, plaintext]: Thing, version: number): Sealed {
  const iv = createHash('sha256').update(`${of} ${version}`).digest().subarray(0, 16);
  const cipher = encrypt(keysOf(stream, version), plaintext, context, iv);
  return { of, stream, context, plaintext, version, iv: iv.toString('base64'), cipher };
}

const keysOf = (stream: string, version: number): StreamKey[] =>
  streamKeys(stream).filter((key) => key.version === version);

/** The keys of every stream, as phones are given those of theirs. */
export const keysOfStreams = (): Record<string, StreamKey[]> =>
  Object.fromEntries([...new Set(things.map(([, stream]) => stream))].map((stream) => [stream, streamKeys(stream)]));

export const checksOf = (ring: string): Record<string, string> =>
  Object.fromEntries(unknownChecks(parseRing(ring), [], 0).map(({ _id, check }) => [_id, check]));

/** What becomes of a cipher string in wrong hands, from its parts; base64 stays base64. */
const changes: [why: string, change: (parts: Parts) => string][] = [
  ['another version that there is', ({ iv, data, tag }) => `1.${iv}.${data}.${tag}`],
  ['a version that there is not', ({ iv, data, tag }) => `9.${iv}.${data}.${tag}`],
  ['no version', ({ iv, data, tag }) => `${iv}.${data}.${tag}`],
  ['a changed iv', ({ version, iv, data, tag }) => `${version}.${flipped(iv)}.${data}.${tag}`],
  ['changed words', ({ version, iv, data, tag }) => `${version}.${iv}.${flipped(data)}.${tag}`],
  ['a changed tag', ({ version, iv, data, tag }) => `${version}.${iv}.${data}.${flipped(tag)}`],
  ['no tag', ({ version, iv, data }) => `${version}.${iv}.${data}`],
  ['a short tag', ({ version, iv, data, tag }) => `${version}.${iv}.${data}.${tag.slice(0, 12)}`],
  ['a tag of nothing', ({ version, iv, data }) => `${version}.${iv}.${data}.${'A'.repeat(22)}==`],
  ['no words', ({ version, iv, tag }) => `${version}.${iv}..${tag}`],
  ['one block less', ({ version, iv, data, tag }) => `${version}.${iv}.${shorter(data, 16)}.${tag}`],
  ['one byte less', ({ version, iv, data, tag }) => `${version}.${iv}.${shorter(data, 1)}.${tag}`],
  ['a part too many', ({ version, iv, data, tag }) => `${version}.${iv}.${data}.${tag}.${tag}`],
  ['a line before it', ({ version, iv, data, tag }) => `\n${version}.${iv}.${data}.${tag}`],
  ['its words twice', ({ version, iv, data, tag }) => `${version}.${iv}.${twice(data)}.${tag}`],
  ['nothing', () => ''],
  ['its plaintext', ({ plaintext }) => plaintext],
];

type Parts = { version: string; iv: string; data: string; tag: string; plaintext: string };

const bytes = (text: string, change: (content: Buffer) => Buffer): string =>
  change(Buffer.from(text, 'base64')).toString('base64');

const flipped = (text: string): string =>
  bytes(text, (content) => Buffer.concat([Buffer.from([(content[0] ?? 0) ^ 1]), content.subarray(1)]));
const shorter = (text: string, by: number): string => bytes(text, (content) => content.subarray(0, -by));
const twice = (text: string): string => bytes(text, (content) => Buffer.concat([content, content]));

/** A message that is changed in each of these ways, and one that is whole in places that are not its own. */
export function refusedStrings(): Refused[] {
  const own = { stream: 'conversation-1', context: 'message-7' };
  const plaintext = '{"text":"这句话超过十六个字节，所以有几块"}';
  const whole = sealed(['a message', own.stream, own.context, plaintext], 2).cipher;
  const [version = '', iv = '', data = '', tag = ''] = whole.split('.');
  const changed = changes.map(([why, change]) => ({
    why,
    ...own,
    cipher: change({ version, iv, data, tag, plaintext }),
  }));
  return [
    ...changed,
    { why: 'another message', ...own, context: 'message-8', cipher: whole },
    { why: 'no place', ...own, context: '', cipher: whole },
    { why: 'another conversation', ...own, stream: 'customer-1', cipher: whole },
    { why: 'the notes of the conversation', ...own, stream: 'conversation-1:staff', cipher: whole },
  ];
}
