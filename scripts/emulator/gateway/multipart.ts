import { CloudError } from '../contract';

/** One field of a form, or a file if it has a name. */
export type Part = { name: string; filename?: string; content: Buffer };

const LINE_END = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

/** Takes a multipart/form-data body apart, byte for byte. */
export function parseMultipart(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const delimiter = Buffer.from(`\r\n--${boundary?.[1] ?? boundary?.[2] ?? ''}`);
  const pieces = split(Buffer.concat([LINE_END, body]), delimiter);
  const last = pieces.pop();
  if (!boundary || pieces.length === 0 || !last?.subarray(0, 2).equals(Buffer.from('--'))) {
    throw malformed('its boundaries do not close it');
  }
  return pieces.slice(1).map(readPart);
}

function split(body: Buffer, delimiter: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, start)) {
    pieces.push(body.subarray(start, at));
    start = at + delimiter.length;
  }
  return [...pieces, body.subarray(start)];
}

function readPart(piece: Buffer): Part {
  const end = piece.indexOf(HEAD_END);
  const disposition = /^content-disposition:(.*)$/im.exec(piece.subarray(0, Math.max(0, end)).toString())?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (end < 0 || name === undefined) throw malformed('a part has no name');
  const filename = parameter(disposition, 'filename');
  return { name, ...(filename !== undefined && { filename }), content: piece.subarray(end + HEAD_END.length) };
}

function parameter(disposition: string, name: string): string | undefined {
  return new RegExp(`[;\\s]${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
}

function malformed(cause: string): CloudError {
  return new CloudError('INVALID_PARAM', `The multipart body cannot be read: ${cause}.`);
}
