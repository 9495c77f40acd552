import cloud from 'wx-server-sdk';
import { AppError } from '../protocol/errors';

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

/** Where a call came from, as the platform vouches for it; nothing of this is taken from the event. */
export type Origin = { to: string; appid: string };

type Context = { OPENID?: string; APPID?: string; FROM_OPENID?: string; FROM_APPID?: string; SOURCE?: string };

/** Other mini-programs that may call, comma-separated appids: the agent app of a two-app deployment. */
export const allowedApps = () => (process.env['KEFU_APPS'] ?? '').split(',').filter(Boolean);

/**
 * The person who calls. For a caller from another mini-program that shares the environment, the identity is FROM_*
 * (developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/resource-sharing/guidance.html).
 */
export function originOfCall(): Origin {
  const context = cloud.getWXContext() as Context;
  if (context.FROM_APPID) {
    if (!context.FROM_OPENID || !allowedApps().includes(context.FROM_APPID)) throw new AppError('FORBIDDEN');
    return { to: context.FROM_OPENID, appid: context.FROM_APPID };
  }
  if (!context.OPENID || !context.APPID) throw new AppError('FORBIDDEN');
  return { to: context.OPENID, appid: context.APPID };
}

/** True only for the platform's own timer: functions are callable by anybody, so a person's identity rules it out. */
export function isTimerCall(): boolean {
  const context = cloud.getWXContext() as Context;
  return context.SOURCE === 'wx_trigger' && !context.OPENID && !context.FROM_OPENID;
}
