/** Letters and digits that nobody mistakes for each other. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 50 bits: guessing is hopeless before the code expires. */
export const CODE_LENGTH = 10;

const HALF = CODE_LENGTH / 2;

/** How people see and say a code. */
export const codeText = (code: string): string => `${code.slice(0, HALF)}-${code.slice(HALF)}`;

/** The code that was meant, however it was written: small letters, spaces, an O for a 0. */
export const readCode = (written: string): string =>
  written.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
