import { createHash } from 'node:crypto';
import type { Actions, Caller } from '../contract';
import { OWNER_APPID } from './service';

/** Whose openid a user of another mini-program has in security rules: WeChat documents none, so each can be tried. */
export const sharedOpenids = ['source', 'resource', 'absent'] as const;
export type SharedOpenid = (typeof sharedOpenids)[number];

/** The same person has another openid on the side of the app that owns the environment. */
export function resourceOpenid(openid: string, appid: string): string {
  return `o${createHash('sha256').update(`${appid}/${openid}`).digest('base64url').slice(0, 27)}`;
}

/** The caller as security rules see it. */
export function asRulesSee(caller: Caller, shared: SharedOpenid): Caller {
  if (caller.kind !== 'client' || caller.appid === OWNER_APPID || shared === 'source') return caller;
  return { ...caller, openid: shared === 'resource' ? resourceOpenid(caller.openid, caller.appid) : '' };
}

/** Actions whose callers are those that security rules see. */
export function underRules(actions: Actions, shared: SharedOpenid): Actions {
  const wrapped = Object.entries(actions).map(([action, handle]): [string, Actions[string]] => [
    action,
    (body, caller) => handle(body, asRulesSee(caller, shared)),
  ]);
  return Object.fromEntries(wrapped);
}
