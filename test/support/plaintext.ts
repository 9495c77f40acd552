/** The beginning by which a form is looked up; long enough to be rare, short enough for a telephone number in any form. */
const HEAD_BYTES = 6;

const escaped = (text: string) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const percentEncoded = (text: string) => encodeURIComponent(text);

/** What is certain of a text's base64, wherever in the encoded bytes it begins: all but what its neighbours share. */
function base64Cores(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((lead) => {
    const encoded = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64');
    const first = Math.ceil((lead * 8) / 6);
    const last = Math.floor(((lead + bytes.length) * 8) / 6);
    return Buffer.from(encoded.slice(first, last));
  });
}

/** A text as it might lie about: in UTF-8, in UTF-16 of both byte orders, escaped, and in base64 of the first two. */
export function formsOf(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const forms = [
    utf8,
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(escaped(text)),
    Buffer.from(percentEncoded(text)),
  ];
  return [...forms, ...base64Cores(utf8), ...base64Cores(utf16)];
}

/** Looks for many texts at once, in whatever form: each byte is looked at once. */
export class PlaintextScan {
  private readonly byHead = new Map<number, { form: Buffer; text: string }[]>();

  constructor(texts: readonly string[]) {
    for (const text of new Set(texts)) for (const form of formsOf(text)) this.add(form, text);
  }

  /** Which of the texts stand in the bytes. */
  findIn(bytes: Buffer): string[] {
    const found = new Set<string>();
    for (let at = 0; at + HEAD_BYTES <= bytes.length; at += 1)
      for (const { form, text } of this.byHead.get(bytes.readUIntBE(at, HEAD_BYTES)) ?? [])
        if (bytes.compare(form, 0, form.length, at, at + form.length) === 0) found.add(text);
    return [...found];
  }

  private add(form: Buffer, text: string): void {
    if (form.length < HEAD_BYTES) throw new Error(`${text} is too short to be looked for.`);
    const head = form.readUIntBE(0, HEAD_BYTES);
    this.byHead.set(head, [...(this.byHead.get(head) ?? []), { form, text }]);
  }
}
