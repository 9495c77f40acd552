import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { decrypt, encrypt } from '../../cloudfunctions/common/cloud/cipher';
import { parseRing, versionsOf } from '../../cloudfunctions/common/cloud/key-ring';
import { streamKeys } from '../../cloudfunctions/common/cloud/keys';
import { decrypt as decryptOnPhone } from '../../miniprogram/shared/cipher';
import { openRing, sealRing } from '../../scripts/keys/backup';
import { checksOf, keysOfStreams, refusedStrings, sealedThings, type Refused, type Sealed } from './make';

type File = {
  masterKeys: object;
  checks: Record<string, string>;
  streams: ReturnType<typeof keysOfStreams>;
  sealed: Sealed[];
  refused: Refused[];
  /** The master keys behind a passphrase: made once, since salt and iv are random. */
  backup: { passphrase: string; file: object };
};

const PATH = 'test/vectors/cipher.json';
const read = () => JSON.parse(readFileSync(PATH, 'utf8')) as File;

const ring = JSON.stringify(read().masterKeys);
process.env['KEFU_KEYS'] = ring;

if (process.env['MAKE_VECTORS']) make();
const file = read();

function make(): void {
  const { backup, ...rest } = read();
  const passphrase = '只用来核对的口令 0123';
  const made = { passphrase, file: JSON.parse(sealRing(parseRing(ring), passphrase, new Date(0))) as object };
  writeFileSync(PATH, `${JSON.stringify({ ...rest, ...follows(), backup: backup ?? made }, null, 2)}\n`);
}

/** Everything that follows from the master keys. */
function follows() {
  const sealed = sealedThings(versionsOf(parseRing(ring)));
  return { checks: checksOf(ring), streams: keysOfStreams(), sealed, refused: refusedStrings() };
}

test('the file holds what is made now: what was sealed before can still be read', () => {
  expect(file).toMatchObject(follows());
  for (const [stream, keys] of Object.entries(file.streams)) expect(streamKeys(stream)).toEqual(keys);
});

test.each(file.sealed)('$of, by version $version, opens where it stands, in the cloud and on a phone', (one) => {
  const keys = file.streams[one.stream] ?? [];
  const own = keys.filter(({ version }) => version === one.version);
  expect(encrypt(own, one.plaintext, one.context, Buffer.from(one.iv, 'base64'))).toBe(one.cipher);
  for (const open of [decrypt, decryptOnPhone]) {
    expect(open(keys, one.cipher, one.context)).toBe(one.plaintext);
    expect(open(keys, one.cipher, `${one.context}x`)).toBeUndefined();
    expect(open([], one.cipher, one.context)).toBeUndefined();
  }
});

test.each(file.refused)('with $why it does not open, in the cloud or on a phone', ({ stream, context, cipher }) => {
  for (const open of [decrypt, decryptOnPhone])
    expect(open(file.streams[stream] ?? [], cipher, context)).toBeUndefined();
});

test('master keys behind their passphrase come back, and not when anything of the file was changed', () => {
  const { passphrase, file: sealed } = file.backup;
  expect(openRing(JSON.stringify(sealed), passphrase)).toEqual(parseRing(ring));
  const changed = { ...sealed, versions: [1, 2, 3] };
  expect(() => openRing(JSON.stringify(changed), passphrase)).toThrow('was changed');
  expect(() => openRing(JSON.stringify(sealed), `${passphrase}x`)).toThrow('The passphrase is wrong');
});
