import { CloudError, type Clock, type Plain } from '../contract';
import { readToken, signToken } from '../identity/tokens';

/** Who a file belongs to: the user who uploaded it, or no user if a function or an admin did. */
export type Owner = { openid?: string; appid?: string };

/** What a signed ticket allows: to write or to read one path until it expires. */
export type Ticket = Owner & { path: string };
type Purpose = 'upload' | 'download';

const UPLOAD_SECONDS = 900;

/** Signs and reads the tickets of upload and download URLs, which expire by the cloud's clock. */
export function ticketOffice(key: Buffer, clock: Clock) {
  const sign = (purpose: Purpose, ticket: Ticket, seconds: number): string =>
    signToken({ ...ticket, purpose, exp: Math.floor(clock.now() / 1000) + seconds }, key);

  const read = (purpose: Purpose, token: string): Ticket => {
    const claims = claimsOf(token, key);
    if (claims['purpose'] !== purpose) throw denied('The signature is for something else.');
    if (Number(claims['exp']) * 1000 <= clock.now()) throw denied('The signature has expired.');
    return claims as Ticket;
  };

  return {
    forUpload: (ticket: Ticket) => sign('upload', ticket, UPLOAD_SECONDS),
    forDownload: (path: string, seconds: number) => sign('download', { path }, seconds),
    readUpload: (token: string) => read('upload', token),
    readDownload: (token: string) => read('download', token),
  };
}

function claimsOf(token: string, key: Buffer): Plain {
  try {
    return readToken(token, key);
  } catch (error) {
    if (error instanceof CloudError) throw new CloudError('SignatureDoesNotMatch', 'The signature is not one of ours.');
    throw error;
  }
}

function denied(message: string): CloudError {
  return new CloudError('AccessDenied', message);
}
