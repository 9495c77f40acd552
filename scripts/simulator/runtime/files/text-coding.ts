type Bytes = Uint8Array<ArrayBuffer>;

const hexDigits = /.{1,2}/g;

/** Bytes as the text that an encoding of WeChat's file system makes of them. */
export function decode(bytes: Bytes, encoding: string): string {
  if (/^utf-?8$/.test(encoding)) return new TextDecoder().decode(bytes);
  if (encoding === 'hex') return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const latin = latinText(bytes);
  return encoding === 'base64' ? btoa(latin) : latin;
}

/** The bytes of a text. */
export function encode(text: string, encoding: string): Bytes {
  if (/^utf-?8$/.test(encoding)) return copyOf(new TextEncoder().encode(text));
  if (encoding === 'hex') return Uint8Array.from(text.match(hexDigits) ?? [], (pair) => Number.parseInt(pair, 16));
  const latin = encoding === 'base64' ? atob(text) : text;
  return Uint8Array.from(latin, (letter) => (letter.codePointAt(0) ?? 0) % 256);
}

/** A copy, so that nobody changes a file through what was given or taken. */
export function copyOf(bytes: ArrayBuffer | Uint8Array): Bytes {
  return new Uint8Array(bytes instanceof ArrayBuffer ? bytes.slice(0) : bytes);
}

function latinText(bytes: Bytes): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCodePoint(...bytes.subarray(at, at + 8192)));
  return pieces.join('');
}
