import { randomUUID } from 'node:crypto';
import { CloudError, type Caller, type Clock, type Plain } from '../contract';
import { signingKey } from './signing-key';
import { readToken, refused, signToken } from './tokens';

type Client = Extract<Caller, { kind: 'client' }>;
export type User = Omit<Client, 'kind'>;
type Purpose = 'access' | 'refresh';

export type AuthRequest = { body: Plain; token?: string };

/** The mini-program that owns the environment. */
export const OWNER_APPID = 'wx-customer-app';

/** The mini-program of the agents, when they have one of their own. */
export const AGENT_APPID = 'wx-agent-app';

const LIFETIME_SECONDS = 30 * 24 * 3600;

/** Signs users in and tells who a token belongs to. */
export class IdentityService {
  private readonly key: Buffer;
  private readonly clock: Clock;

  /** The sign-in endpoints of the web SDK, by path. */
  readonly routes: Record<string, (request: AuthRequest) => Plain> = {
    '/auth/v1/signin/anonymously': () => this.tokens({ openid: `anonymous-${randomUUID()}`, appid: OWNER_APPID }),
    '/auth/v1/token': ({ body }) => this.tokens(this.read(refreshTokenOf(body), 'refresh')),
    '/auth/v1/user/me': ({ token }) => this.profile(token ?? ''),
  };

  constructor({ folder, clock }: { folder: string; clock: Clock }) {
    this.key = signingKey(folder);
    this.clock = clock;
  }

  /** An access token for a user of a mini-program. */
  login(openid: string, appid = OWNER_APPID, custom?: Plain): string {
    return this.sign({ openid, appid, ...(custom && { custom }) }, 'access');
  }

  /** The user an access token stands for; throws CHECK_LOGIN_FAILED. */
  verify(token: string): Client {
    return this.read(token, 'access');
  }

  private tokens(user: User): Plain {
    return {
      token_type: 'Bearer',
      access_token: this.sign(user, 'access'),
      refresh_token: this.sign(user, 'refresh'),
      expires_in: LIFETIME_SECONDS,
      scope: 'anonymous',
      sub: user.openid,
    };
  }

  private profile(token: string): Plain {
    const { openid } = this.verify(token);
    return { sub: openid, user_id: openid, name: openid, status: 'ACTIVE' };
  }

  private sign({ openid, appid, custom }: User, purpose: Purpose): string {
    const iat = Math.floor(this.clock.now() / 1000);
    const exp = iat + LIFETIME_SECONDS;
    return signToken({ sub: openid, appid, custom, purpose, iat, exp, jti: randomUUID() }, this.key);
  }

  private read(token: string, purpose: Purpose): Client {
    const claims = readToken(token, this.key);
    if (claims['purpose'] !== purpose) throw refused(`This token is not for ${purpose}.`);
    if (Number(claims['exp']) * 1000 <= this.clock.now()) throw refused('The token has expired; sign in again.');
    const custom = claims['custom'] as Plain | undefined;
    return {
      kind: 'client',
      openid: String(claims['sub']),
      appid: String(claims['appid']),
      ...(custom && { custom }),
    };
  }
}

/** The sign-in of one data folder. */
export function identityService(options: { folder: string; clock: Clock }): IdentityService {
  return new IdentityService(options);
}

function refreshTokenOf(body: Plain): string {
  const { grant_type: grant, refresh_token: token } = body;
  if (grant === 'refresh_token' && typeof token === 'string') return token;
  throw new CloudError('INVALID_PARAM', 'Only grant_type refresh_token with a refresh_token is offered.');
}
