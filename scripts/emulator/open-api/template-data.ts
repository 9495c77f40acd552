import { ApiError } from './api-error';

/**
 * What a value may be, by the type that its keyword's name begins with.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
const patterns: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  number: /^-?\d{1,32}(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[\u0020-\u007E]{1,32}$/,
  time: /^.*\d{1,2}:\d{2}.*$|^\d{4}年\d{1,2}月\d{1,2}日.*$/,
  date: /^\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})( \d{1,2}:\d{2}(:\d{2})?)?$/,
  amount: /^[^\d\s]?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d+\-() ]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(\p{Script=Han}{1,10}|[^\p{Script=Han}\d]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
  const: /^.{1,20}$/u,
};

/** Refuses template data that WeChat would not print. */
export function checkTemplateData(data: unknown): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Object.keys(data).length === 0) throw invalid('data is empty');
  for (const [keyword, content] of Object.entries(data)) checkKeyword(keyword, content);
  return data as Record<string, unknown>;
}

function checkKeyword(keyword: string, content: unknown): void {
  const type = /^([a-z_]+?)\d+$/.exec(keyword)?.[1] ?? '';
  const pattern = Object.hasOwn(patterns, type) ? patterns[type] : undefined;
  const value = (content as { value?: unknown } | null)?.value;
  if (!pattern) throw invalid(`data.${keyword} is no keyword of a template`);
  if (value === undefined || value === '') throw invalid(`data.${keyword}.value is empty`);
  const isPrinted = typeof value === 'string' || typeof value === 'number';
  if (!isPrinted || !pattern.test(String(value))) throw invalid(`data.${keyword}.value invalid`);
}

function invalid(cause: string): ApiError {
  return new ApiError(47003, `argument invalid! ${cause}`);
}
