import { CloudError } from '../contract';
import { someValueAt } from './path-values';
import type { QueryOperator } from './value-operators';

/** Numbers have 64 bits; what lies above is as their sign. */
const SIGN_BIT = 63;

type Bits = (masked: bigint, mask: bigint) => boolean;

/** Bits are counted from the lowest of a number, and from the first byte of binary data. */
function bitOperator(name: string, passes: Bits): QueryOperator<unknown> {
  return (selector, operand) => {
    const mask = maskOf(name, operand);
    const path = selector.split('.');
    const test = (value: unknown) => {
      const bits = bitsOf(value);
      return bits !== undefined && passes(bits & mask, mask);
    };
    return (document) => someValueAt(path, document, test);
  };
}

function bitsOf(value: unknown): bigint | undefined {
  if (value instanceof Uint8Array) return value.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  return Number.isInteger(value) ? BigInt(value as number) : undefined;
}

function maskOf(name: string, operand: unknown): bigint {
  if (Array.isArray(operand)) return operand.reduce((mask: bigint, place) => mask | bitAt(name, place), 0n);
  const mask = typeof operand === 'number' && operand < 0 ? undefined : bitsOf(operand);
  if (mask === undefined) throw refused(`${name} needs a bitmask that is a whole number >= 0, binary, or positions`);
  return mask;
}

function bitAt(name: string, place: unknown): bigint {
  if (!Number.isInteger(place) || Number(place) < 0) throw refused(`${name}: bit positions must be >= 0`);
  return 1n << BigInt(Math.min(Number(place), SIGN_BIT));
}

function refused(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

/** The operators that test bits. */
export const bitOperators = {
  $bitsAllSet: bitOperator('$bitsAllSet', (masked, mask) => masked === mask),
  $bitsAllClear: bitOperator('$bitsAllClear', (masked) => masked === 0n),
  $bitsAnySet: bitOperator('$bitsAnySet', (masked) => masked !== 0n),
  $bitsAnyClear: bitOperator('$bitsAnyClear', (masked, mask) => masked !== mask),
};
