import { randomBytes } from 'node:crypto';
import { CODE_ALPHABET, CODE_LENGTH } from '../protocol/invite-code';
import { hashOf } from './keys';

/** A code that nobody has had before. */
export const newCode = (): string =>
  Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('');

/** The id of an invitation: all that is kept of its code. */
export const inviteIdOf = (code: string): string => hashOf('invite', code);

/** The id of whoever joins with this address: the same, however often they try. */
export const memberIdOf = (to: string): string => `agent-${hashOf('member', to).slice(0, 12)}`;
