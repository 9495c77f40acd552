import cloud from 'wx-server-sdk';
import { logFailure } from './log';

const TIME_LIMIT_MS = 1000;

/** The local cloud's environment: only there may a robot be on the machine itself. */
const LOCAL = 'local';

const isAllowed = (url: string): boolean =>
  url.startsWith('https://') || (cloud.getWXContext() as { ENV?: string }).ENV === LOCAL;

/**
 * Says a text in a 企业微信 group; whether it was said. Its failure is logged without the address, which holds the robot's key
 * (developer.work.weixin.qq.com/document/path/91770).
 */
export async function sayToGroup(url: string, content: string): Promise<boolean> {
  if (!isAllowed(url)) return false;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    const { errcode } = (await response.json()) as { errcode?: number };
    return errcode === 0;
  } catch (error) {
    logFailure('robot', error);
    return false;
  }
}
