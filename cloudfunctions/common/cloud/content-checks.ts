import cloud from 'wx-server-sdk';
import type { FileVerdict } from '../protocol/documents';

/** A place where customers talk: the platform's scene "social log". */
const SCENE = 4;
const VERSION = 2;
const AUDIO = 1;
const PICTURE = 2;

/** Who said it: the platform judges only for those who used the app lately, and knows them by the app. */
export type Speaker = { to: string; appid?: string };

const api = (appid: string | undefined) =>
  (appid === undefined || appid === cloud.getWXContext().APPID
    ? cloud.openapi
    : (cloud.openapi as unknown as (options: object) => typeof cloud.openapi)({ appid }))['security'] as Record<
    string,
    (parameters: object) => Promise<Record<string, unknown>>
  >;

/** `pass`, `risky` or `review`, as the platform says it; anything else is no verdict. */
export function readSuggestion(answer: unknown): FileVerdict {
  const suggest = (answer as { suggest?: unknown } | null | undefined)?.suggest;
  return suggest === 'pass' || suggest === 'risky' || suggest === 'review' ? suggest : 'failed';
}

/** The platform's verdict on a text of at most 2500 characters; `failed` whenever there is none (`security.msgSecCheck`). */
export async function checkText(content: string, { to: openid, appid }: Speaker): Promise<FileVerdict> {
  try {
    const answer = await api(appid)['msgSecCheck']?.({ content, openid, scene: SCENE, version: VERSION });
    return readSuggestion(answer?.['result']);
  } catch {
    return 'failed';
  }
}

/** Asks for a verdict on a picture or a voice, which comes to the function `media`; undefined when it cannot be had. */
export async function askAboutFile(
  mediaUrl: string,
  kind: 'image' | 'voice',
  { to: openid, appid }: Speaker,
): Promise<string | undefined> {
  try {
    const mediaType = kind === 'voice' ? AUDIO : PICTURE;
    const answer = await api(appid)['mediaCheckAsync']?.({
      mediaUrl,
      mediaType,
      openid,
      scene: SCENE,
      version: VERSION,
    });
    return typeof answer?.['traceId'] === 'string' ? answer['traceId'] : undefined;
  } catch {
    return undefined;
  }
}
