import * as v from 'valibot';
import { CloudError, type Actions, type Caller, type Plain } from '../contract';
import { parseObject } from '../json';
import { fromAdmin, fromClient, fromFunction, type Origin } from './invocation';
import type { FunctionService } from './service';

const maxRequestBytes = 100 * 1024;
const maxResponseBytes = 1024 * 1024;

const callSchema = v.object({ function_name: v.string(), request_data: v.optional(v.string(), '') });

/** The wire action by which mini-programs, functions and servers call a function. */
export function functionActions(functions: FunctionService): Actions {
  return {
    'functions.invokeFunction': async (body, caller) => {
      const call = v.safeParse(callSchema, body);
      if (!call.success) throw new CloudError('INVALID_PARAM', v.summarize(call.issues));
      const event = eventOf(call.output.request_data, caller);
      const text = await functions.invoke(call.output.function_name, event, originOf(caller, functions));
      limitBytes(text, maxResponseBytes, 'EXCEED_MAX_RESPONSE_SIZE');
      return { data: { response_data: text } };
    },
  };
}

function eventOf(text: string, caller: Caller): Plain {
  limitBytes(text, maxRequestBytes, 'EXCEED_MAX_PAYLOAD_SIZE');
  const event = parseObject(text, 'request_data');
  if (caller.kind !== 'client') return event;
  return { ...event, userInfo: { openId: caller.openid, appId: caller.appid } };
}

function originOf(caller: Caller, functions: FunctionService): Origin {
  if (caller.kind === 'client') return fromClient(caller.openid, caller.appid);
  const invocation = caller.kind === 'function' ? functions.find(caller.invocation.requestId) : undefined;
  return invocation ? fromFunction(invocation) : fromAdmin;
}

function limitBytes(text: string, max: number, code: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > max) throw new CloudError(code, `${bytes} bytes are more than the ${max} allowed.`);
}
