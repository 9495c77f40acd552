import AES from 'crypto-js/aes';
import Base64 from 'crypto-js/enc-base64';
import Utf8 from 'crypto-js/enc-utf8';
import hmacSHA256 from 'crypto-js/hmac-sha256';
import type { lib } from 'crypto-js';
import type { StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { authenticated, parseCipher, type CipherParts } from '../../cloudfunctions/common/protocol/cipher';

const TAG_WORDS = 4;

/** The plaintext of a cipher string; undefined when it was tampered with, moved elsewhere, or its key is not at hand. */
export function decrypt(keys: readonly StreamKey[], cipher: string, context: string): string | undefined {
  const parts = parseCipher(cipher);
  const key = keys.find(({ version }) => version === parts?.version);
  if (!parts || !key || !isAuthentic(key, parts, context)) return undefined;
  const sealed = { ciphertext: Base64.parse(parts.data) } as lib.CipherParams;
  return AES.decrypt(sealed, Base64.parse(key.enc), { iv: Base64.parse(parts.iv) }).toString(Utf8);
}

/** Compares the whole tag always, so that the time taken tells nothing. */
function isAuthentic(key: StreamKey, parts: CipherParts, context: string): boolean {
  const want = hmacSHA256(Utf8.parse(authenticated(parts, context)), Base64.parse(key.mac)).words;
  const have = Base64.parse(parts.tag).words;
  let difference = 0;
  for (let i = 0; i < TAG_WORDS; i++) difference |= (want[i] ?? 0) ^ (have[i] ?? 0);
  return difference === 0;
}
