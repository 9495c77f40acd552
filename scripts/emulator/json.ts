import { CloudError, type Plain } from './contract';

/** Reads a JSON object sent to us; `what` names it in the error. No text at all is an empty object. */
export function parseObject(text: string, what: string): Plain {
  const value = parseValue(text, what);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Plain;
  throw new CloudError('INVALID_PARAM', `${what} is not a JSON object.`);
}

/** Reads any JSON sent to us. No text at all is an empty object. */
export function parseValue(text: string, what: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new CloudError('INVALID_PARAM', `${what} is not JSON.`);
  }
}
