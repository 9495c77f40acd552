import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { hashOf } from './keys';

/** How a private Ed25519 key begins in PKCS 8; its 32 bytes follow. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_BYTES = 32;

let known: { privateKey: KeyObject; publicKey: string } | undefined;

/** The pair by which this cloud signs: it follows from the master key, so nothing has to be kept, and all functions have the same. */
function ownPair(): { privateKey: KeyObject; publicKey: string } {
  if (known) return known;
  const seed = Buffer.from(hashOf('signature', 'ed25519'), 'hex');
  const key = Buffer.concat([PRIVATE_PREFIX, seed]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  known = { privateKey, publicKey: spki.subarray(-RAW_BYTES).toString('base64') };
  return known;
}

/** Signs a text so that anybody with the public key can check it, without the cloud. */
export function signed(text: string): { publicKey: string; signature: string } {
  const { privateKey, publicKey } = ownPair();
  return { publicKey, signature: sign(null, Buffer.from(text), privateKey).toString('base64') };
}

export const ownPublicKey = (): string => ownPair().publicKey;
