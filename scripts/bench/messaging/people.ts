import tcb from '@cloudbase/node-sdk';
import { postJson } from '../cloud/http-client';

/** Somebody who calls functions as an app does. */
export type Person = { ask(fn: string, action: string, params?: object): Promise<Record<string, unknown>> };

export async function person(url: string, openid: string): Promise<Person> {
  const { access_token } = await postJson(`${url}/local/login`, { openid });
  return {
    async ask(fn, action, params = {}) {
      const request_data = JSON.stringify({ action, ...params });
      const body = { action: 'functions.invokeFunction', function_name: fn, request_data, access_token };
      const { data } = await postJson(`${url}/web`, body);
      const reply = JSON.parse((data as { response_data: string }).response_data) as Record<string, unknown>;
      if (reply['ok'] !== true) throw new Error(`${fn}.${action}: ${JSON.stringify(reply)}`);
      return reply['data'] as Record<string, unknown>;
    },
  };
}

/** The database as an admin has it. */
export const records = (url: string) =>
  tcb.init({ env: 'local', secretId: 'bench', secretKey: 'bench', serviceUrl: `${url}/admin` }).database();
