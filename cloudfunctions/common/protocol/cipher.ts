/** The parts of a cipher string, still base64: AES-256-CBC, then HMAC-SHA256 cut to 128 bits. */
export type CipherParts = { version: number; iv: string; data: string; tag: string };

/** `version.iv.data.tag`. */
export const formatCipher = ({ version, iv, data, tag }: CipherParts): string => `${version}.${iv}.${data}.${tag}`;

/** The tag covers all but itself, so it is read in one spelling only: of its last letter two bits count. */
const SHAPE = /^([1-9]\d{0,5})\.([A-Za-z0-9+/]{22}==)\.([A-Za-z0-9+/]+={0,2})\.([A-Za-z0-9+/]{21}[AQgw]==)$/;

/** The parts, or undefined when the string is none of ours. */
export function parseCipher(text: string): CipherParts | undefined {
  const match = SHAPE.exec(text);
  const [, version, iv, data, tag] = match ?? [];
  return version && iv && data && tag ? { version: Number(version), iv, data, tag } : undefined;
}

/** What the tag covers: the bytes of this text. `context` (a message's id…) binds the cipher string to its place. */
export const authenticated = (parts: Omit<CipherParts, 'tag'>, context: string): string =>
  `${context}\n${parts.version}.${parts.iv}.${parts.data}`;
