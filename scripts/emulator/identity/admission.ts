import { CloudError, type Plain } from '../contract';
import { parseObject } from '../json';
import { OWNER_APPID, type User } from './service';

/** Who signs in, and which environment of another app a mini-program asks to share. */
export type SignIn = Omit<User, 'custom'> & { share?: { appid: string; env: string } };

export type Gatekeeper = {
  /** Runs a function as the user and answers the JSON text of its result. */
  run: (functionName: string, user: SignIn) => Promise<string>;
  exists: (functionName: string) => boolean;
};

const GATE = 'cloudbase_auth';

/**
 * Lets a user in. Users of another app pass through the function cloudbase_auth of the app that owns the environment;
 * what it gives them is `auth.custom` in security rules.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/resource-sharing/guidance.html
 */
export async function admit(user: SignIn, gatekeeper: Gatekeeper): Promise<User> {
  const { openid, appid, share } = user;
  if (share) requireOwn(share);
  const isOfOwner = appid === OWNER_APPID;
  if (isOfOwner || (!share && !gatekeeper.exists(GATE))) return { openid, appid };
  return { openid, appid, custom: customOf(parseObject(await gatekeeper.run(GATE, user), `The answer of ${GATE}`)) };
}

function requireOwn({ appid, env }: { appid: string; env: string }): void {
  if (appid === OWNER_APPID && env === 'local') return;
  throw new CloudError('INVALIID_ENV', `The app ${appid} shares no environment ${env}; here is ${OWNER_APPID}, local.`);
}

function customOf({ errCode, errMsg, auth }: Plain): Plain {
  if (errCode !== 0) throw refused(`it answered errCode ${String(errCode)}: ${String(errMsg)}`);
  if (auth !== undefined && typeof auth !== 'string') throw refused('its auth is not a string');
  return parseObject(auth ?? '', `The auth of ${GATE}`);
}

function refused(cause: string): CloudError {
  return new CloudError('INVALID_REQUEST_SOURCE', `${GATE} does not let this caller in: ${cause}.`);
}
