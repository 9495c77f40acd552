import { numberOf, Refusal, WxCloudError } from './errors';
import { settle, type Callbacks } from './settle';
import type { Web } from './web';

export type FunctionResult = { errMsg: string; result: unknown; requestID: string };
export type FunctionCall = Callbacks<FunctionResult> & { name: string; data?: Record<string, unknown> };

const API = 'cloud.callFunction';

/** Calls a cloud function with JSON data and gives its JSON result. */
export function callFunction(web: Web, call: FunctionCall): Promise<FunctionResult> | undefined {
  return settle(API, call, () => invoke(web, call));
}

async function invoke(web: Web, { name, data }: FunctionCall): Promise<FunctionResult> {
  if (typeof name !== 'string' || name === '') throw new WxCloudError(-501007, `${API}:fail parameter name is missing`);
  try {
    const reply = await web.call('functions.invokeFunction', {
      function_name: name,
      request_data: JSON.stringify(data ?? {}),
    });
    const { response_data: text } = (reply['data'] ?? {}) as { response_data?: string };
    return { errMsg: `${API}:ok`, result: text ? JSON.parse(text) : undefined, requestID: reply.requestId };
  } catch (error) {
    throw error instanceof Refusal ? functionError(error) : error;
  }
}

function functionError(refusal: Refusal): WxCloudError {
  const [errCode, text] = numberOf(refusal.code);
  return new WxCloudError(errCode, `${API}:fail Error: errCode: ${errCode} ${text} | errMsg: ${refusal.message}`);
}
