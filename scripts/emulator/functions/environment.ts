import { resourceOpenid } from '../identity/shared-callers';
import type { RunningInvocation } from './invocation';

const envId = 'local';

type Variables = Record<string, string>;

export type FunctionLimits = { memoryMb: number; timeLimitMs: number };

/** What a function's process is started with. The credentials are fake: `/admin` accepts any. */
export function processEnvironment(adminUrl: string, masterKeys: string, otherApps: string): Variables {
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    TCB_ENV: envId,
    SCF_NAMESPACE: envId,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: adminUrl }),
    KEFU_KEYS: masterKeys,
    KEFU_APPS: otherApps,
  };
}

/** What changes with every event: who called, from where, and the token that leads back to the invocation. */
export function eventEnvironment(invocation: RunningInvocation, ownAppid: string): Variables {
  const caller = callerVariables(invocation, ownAppid);
  return {
    ...caller,
    WX_CONTEXT_KEYS: Object.keys(caller).join(','),
    TCB_CONTEXT_KEYS: 'TCB_SOURCE',
    TCB_SOURCE: invocation.source,
    TENCENTCLOUD_SESSIONTOKEN: invocation.requestId,
    ...(invocation.source === 'wx_trigger' ? { TRIGGER_SRC: 'timer' } : {}),
  };
}

function callerVariables({ openid, appid }: RunningInvocation, ownAppid: string): Variables {
  const common = { WX_APPID: ownAppid, WX_CLIENTIP: '127.0.0.1' };
  if (openid === undefined) return common;
  if (appid === undefined || appid === ownAppid) return { ...common, WX_OPENID: openid };
  const hereOpenid = resourceOpenid(openid, appid);
  return { ...common, WX_OPENID: hereOpenid, WX_FROM_OPENID: openid, WX_FROM_APPID: appid };
}

/** The second argument of `main`, with the fields that the SDK reads from it. */
export type EventContext = {
  request_id: string;
  function_name: string;
  function_version: string;
  namespace: string;
  memory_limit_in_mb: number;
  time_limit_in_ms: number;
  environment: string;
};

export function eventContext(invocation: RunningInvocation, limits: FunctionLimits): EventContext {
  return {
    request_id: invocation.requestId,
    function_name: invocation.functionName,
    function_version: '$LATEST',
    namespace: envId,
    memory_limit_in_mb: limits.memoryMb,
    time_limit_in_ms: limits.timeLimitMs,
    environment: JSON.stringify({ TCB_ENV: envId, SCF_NAMESPACE: envId, TCB_SOURCE: invocation.source }),
  };
}
