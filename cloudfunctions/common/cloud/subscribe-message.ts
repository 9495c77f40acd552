import cloud from 'wx-server-sdk';
import { allowedApps } from './caller';
import { within } from './within';

/** One alert as WeChat shows it. */
export type SubscribeMessage = {
  to: string;
  /** The mini-program that was allowed to send, and that a tap opens. */
  appid: string;
  templateId: string;
  page: string;
  data: Record<string, { value: string }>;
};

/** `refused`: there was no permission left; `wrong`: the template or its data; `unknown`: it may have been sent. */
export type SendResult = 'sent' | 'refused' | 'wrong' | 'unknown';

const TIME_LIMIT_MS = 1000;

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html */
const REFUSED = 43101;

/** The function's config.json does not name the API. */
const NOT_PERMITTED = -604101;

type OpenApi = { subscribeMessage: { send(message: object): Promise<unknown> } };

/** The open APIs as the mini-program whose users are concerned: its own, or one that shares the environment. */
const openApiOf = (appid: string): OpenApi =>
  allowedApps().includes(appid)
    ? (cloud.openapi as unknown as (app: { appid: string }) => OpenApi)({ appid })
    : (cloud.openapi as unknown as OpenApi);

async function attempt({ to, appid, ...message }: SubscribeMessage): Promise<SendResult> {
  try {
    await openApiOf(appid).subscribeMessage.send({ touser: to, ...message, lang: 'zh_CN' });
    return 'sent';
  } catch (error) {
    return meaningOf((error as { errCode?: unknown }).errCode);
  }
}

/** WeChat's own codes are positive and mean that nothing was sent; the others are failures on the way. */
function meaningOf(code: unknown): SendResult {
  if (code === REFUSED) return 'refused';
  return code === NOT_PERMITTED || (typeof code === 'number' && code > 0) ? 'wrong' : 'unknown';
}

/** Sends one subscribe message; waits for at most a second. */
export const sendSubscribeMessage = (message: SubscribeMessage): Promise<SendResult> =>
  within(attempt(message), TIME_LIMIT_MS, 'unknown');
