import type { Plain } from '../contract';
import { ApiError } from './api-error';
import { readMessage, writeMessage, type Fields } from './protobuf';

/** A call of an open API as a function sends it. */
export type ApiRequest = { parameters: Plain; appid?: string };

const OPEN_API = 0;
const MAX_APPID = 128;

/** Reads CommApiData: each parameter is the JSON text of its value. */
export function readRequest(message: Buffer): ApiRequest {
  const fields = readFields(message);
  const [type = OPEN_API] = fields.get(1) ?? [];
  if (type !== OPEN_API) throw new ApiError(-604100, 'API not found');
  const pairs = readFields(bytesOf(fields, 2) ?? Buffer.alloc(0)).get(1) ?? [];
  const parameters = Object.fromEntries(pairs.map((pair) => readPair(pair)));
  const appid = bytesOf(fields, 6)?.toString().slice(0, MAX_APPID);
  return appid ? { parameters, appid } : { parameters };
}

/** Writes CommOpenApiResp with a JSON text, as for every API that answers one. */
export function writeAnswer(answer: Plain): Buffer {
  return writeMessage([
    [1, JSON.stringify(answer)],
    [2, 'application/json'],
    [3, 0],
    [4, 200],
  ]);
}

/** Writes CommOpenApiResp for a call that never reached the API. */
export function writeSystemError(code: number): Buffer {
  return writeMessage([
    [1, ''],
    [2, 'application/json'],
    [3, code],
    [4, 200],
  ]);
}

function readFields(message: Buffer): Fields {
  try {
    return readMessage(message);
  } catch (error) {
    if (error instanceof RangeError) throw new ApiError(47001, `data format error: ${error.message}`);
    throw error;
  }
}

function readPair(pair: number | Buffer): [string, unknown] {
  const fields = readFields(Buffer.isBuffer(pair) ? pair : Buffer.alloc(0));
  const name = bytesOf(fields, 1)?.toString() ?? '';
  const value = bytesOf(fields, 2) ?? Buffer.alloc(0);
  return [name, fields.has(3) ? value : parse(name, value.toString())];
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ApiError(47001, `data format error: ${name} is not JSON`);
    throw error;
  }
}

function bytesOf(fields: Fields, number: number): Buffer | undefined {
  const value = fields.get(number)?.at(-1);
  return Buffer.isBuffer(value) ? value : undefined;
}
