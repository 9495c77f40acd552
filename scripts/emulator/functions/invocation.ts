import type { Invocation } from '../contract';

/** Why a function runs: `source` is its getWXContext().SOURCE, `callerId` the invocation that asks. */
export type Origin = { source: string; openid?: string; appid?: string; callerId?: string };

/** An event that is running, found again by the session token that its database calls carry. */
export type RunningInvocation = Invocation & { source: string };

/** A mini-program's call. */
export function fromClient(openid: string, appid: string): Origin {
  return { source: 'wx_client', openid, appid };
}

/** A call by another function, which passes its own caller on. */
export function fromFunction({ requestId, source, openid, appid }: RunningInvocation): Origin {
  return {
    source: `${source},scf`,
    callerId: requestId,
    ...(openid === undefined ? {} : { openid }),
    ...(appid === undefined ? {} : { appid }),
  };
}

export const fromTimer: Origin = { source: 'wx_trigger' };

/** An event that WeChat brings; what SOURCE it has is not documented. */
export const fromPush: Origin = { source: 'wx_unknown' };

/** A call with the environment's own credentials, from outside any function. */
export const fromAdmin: Origin = { source: '' };
