import { randomUUID } from 'node:crypto';
import { CloudError, type Caller, type Clock, type Plain } from '../contract';
import { signingKey } from './signing-key';
import { readToken, refused, signToken } from './tokens';

type Client = Extract<Caller, { kind: 'client' }>;
type Purpose = 'access' | 'refresh';

export type AuthRequest = { body: Plain; token?: string };

export interface IdentityService {
  /** An access token for a user of a mini-program. */
  login(openid: string, appid?: string): string;
  /** The user an access token stands for; throws CHECK_LOGIN_FAILED. */
  verify(token: string): Client;
  /** The sign-in endpoints of the web SDK, by path. */
  routes: Record<string, (request: AuthRequest) => Plain>;
}

/** The mini-program that owns the environment. */
export const OWNER_APPID = 'wx-customer-app';

const LIFETIME_SECONDS = 30 * 24 * 3600;

/** Signs users in and tells who a token belongs to. */
export function identityService({ folder, clock }: { folder: string; clock: Clock }): IdentityService {
  const key = signingKey(folder);

  const sign = (openid: string, appid: string, purpose: Purpose): string => {
    const issued = Math.floor(clock.now() / 1000);
    const claims = { sub: openid, appid, purpose, iat: issued, exp: issued + LIFETIME_SECONDS, jti: randomUUID() };
    return signToken(claims, key);
  };

  const read = (token: string, purpose: Purpose): Client => {
    const claims = readToken(token, key);
    if (claims['purpose'] !== purpose) throw refused(`This token is not for ${purpose}.`);
    if (Number(claims['exp']) * 1000 <= clock.now()) throw refused('The token has expired; sign in again.');
    return { kind: 'client', openid: String(claims['sub']), appid: String(claims['appid']) };
  };

  const tokensFor = ({ openid, appid }: Pick<Client, 'openid' | 'appid'>): Plain => ({
    token_type: 'Bearer',
    access_token: sign(openid, appid, 'access'),
    refresh_token: sign(openid, appid, 'refresh'),
    expires_in: LIFETIME_SECONDS,
    scope: 'anonymous',
    sub: openid,
  });

  return {
    login: (openid, appid = OWNER_APPID) => sign(openid, appid, 'access'),
    verify: (token) => read(token, 'access'),
    routes: {
      '/auth/v1/signin/anonymously': () => tokensFor({ openid: `anonymous-${randomUUID()}`, appid: OWNER_APPID }),
      '/auth/v1/token': ({ body }) => tokensFor(read(refreshTokenOf(body), 'refresh')),
      '/auth/v1/user/me': ({ token }) => {
        const { openid } = read(token ?? '', 'access');
        return { sub: openid, user_id: openid, name: openid, status: 'ACTIVE' };
      },
    },
  };
}

function refreshTokenOf(body: Plain): string {
  const { grant_type: grant, refresh_token: token } = body;
  if (grant === 'refresh_token' && typeof token === 'string') return token;
  throw new CloudError('INVALID_PARAM', 'Only grant_type refresh_token with a refresh_token is offered.');
}
