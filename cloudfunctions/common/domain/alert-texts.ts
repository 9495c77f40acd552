import type { PrivateSettings } from '../protocol/settings';
import { localTime } from './calendar';

/** What a template says when nothing is written for it. WeChat refuses keywords the template does not have: then it must be written. */
const standard = {
  customer: { thing1: '您有新的客服消息', time2: '{time}' },
  agent: { thing1: '有客户在等待您的回复', time2: '{time}' },
};

/** WeChat prints no more of a `thing`, of a `name` in Chinese, of a `phrase`. */
const limits: Record<string, number> = { thing: 20, name: 10, phrase: 5 };
const OTHER_LIMIT = 32;

/** What the variables stand for. No text of a message ever gets here. */
export type Facts = { now: number; utcOffsetMinutes: number; agentName: string };

function filled(keyword: string, text: string, { now, utcOffsetMinutes, agentName }: Facts): string {
  const full = text.replaceAll('{time}', localTime(now, utcOffsetMinutes)).replaceAll('{agent}', agentName);
  const limit = limits[keyword.replace(/\d+$/, '')] ?? OTHER_LIMIT;
  return Array.from(full).slice(0, limit).join('');
}

/** The data of a subscribe message, by keyword. */
export function alertData(
  texts: PrivateSettings['alerts']['texts'],
  templateId: string,
  side: keyof typeof standard,
  facts: Facts,
): Record<string, { value: string }> {
  const written = Object.hasOwn(texts, templateId) ? texts[templateId] : undefined;
  return Object.fromEntries(
    Object.entries(written ?? standard[side]).map(([keyword, text]) => [
      keyword,
      { value: filled(keyword, text, facts) },
    ]),
  );
}

/** What the group robot says of an urgent question. */
export const robotText = ({ now, utcOffsetMinutes }: Facts): string =>
  `有紧急咨询无人接待（${localTime(now, utcOffsetMinutes)}），请尽快打开客服小程序处理。`;

/** What the group robot says of a customer whom nobody has answered for too long. */
export const waitingText = ({ now, utcOffsetMinutes }: Facts, waitedMs: number): string =>
  `有客户已等待 ${Math.floor(waitedMs / 60_000)} 分钟无人回复（${localTime(now, utcOffsetMinutes)}），请打开客服小程序处理。`;

/** What the group robot says once a day of the log, so that its seals are known outside the database. */
export const sealText = (number: number, entries: number, hash: string): string =>
  `审计日志已封存 ${entries} 条。第 ${number} 号封印的校验值：${hash}`;
