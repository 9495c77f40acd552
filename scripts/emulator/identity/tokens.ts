import { createHmac, timingSafeEqual } from 'node:crypto';
import { CloudError, type Plain } from '../contract';

/** A JSON web token (HS256) of the given claims. */
export function signToken(claims: Plain, key: Buffer): string {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${signature(content, key).toString('base64url')}`;
}

/** The claims of a token that this key signed; anything else is refused. */
export function readToken(token: string, key: Buffer): Plain {
  const [header, claims, signed, ...rest] = token.split('.');
  if (!header || !claims || !signed || rest.length > 0) throw refused('The access token is not one of this cloud.');
  const expected = signature(`${header}.${claims}`, key);
  const given = Buffer.from(signed, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refused('The access token was not signed by this cloud.');
  }
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Plain;
}

export function refused(message: string): CloudError {
  return new CloudError('CHECK_LOGIN_FAILED', message);
}

function encode(value: Plain): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(content: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest();
}
