/**
 * The verifier inside each HTML transcript: it reads what the page shows, so that changing what is shown is what it finds, and
 * needs no network. `transcript-check.ts` decides the same for all formats.
 */
export const verifier = String.raw`
const rotate = (x, n) => (x >>> n) | (x << (32 - n));
const primes = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && Array.from({ length: n - 2 }, (_, d) => d + 2).every((d) => n % d)).slice(0, 64);
const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;
const roundKeys = primes.map((n) => fraction(Math.cbrt(n)));
const startState = primes.slice(0, 8).map((n) => fraction(Math.sqrt(n)));

function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, index) => padded.setUint8(index, byte));
  padded.setUint8(bytes.length, 128);
  padded.setUint32(padded.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
  padded.setUint32(padded.byteLength - 4, bytes.length << 3);
  let state = startState;
  for (let block = 0; block < padded.byteLength; block += 64) state = mixed(state, padded, block);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function mixed(state, data, offset) {
  const w = Array.from({ length: 16 }, (_, index) => data.getInt32(offset + index * 4));
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [w[i - 15], w[i - 2]];
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w.push((w[i - 16] + s0 + w[i - 7] + s1) | 0);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + roundKeys[i] + w[i]) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + state[index]) | 0);
}

const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
const header = all('dl.header > div').map((pair) => [pair.children[0].textContent, pair.children[1].textContent]);
const seal = Object.fromEntries(all('[data-seal]').map((part) => [part.dataset.seal, part.textContent]));
const lines = all('ol > li').map((item) => ({
  line: all('[data-c]', item).sort((x, y) => x.dataset.c - y.dataset.c).map((cell) => cell.textContent),
  hash: item.querySelector('[data-h]').textContent,
}));
const headerHash = sha256(JSON.stringify(header));

function firstFlaw() {
  const first = Number(seal.first);
  const count = Number(seal.count);
  const numbers = lines.map(({ line }) => Number(line[0]));
  let previous = seal.start;
  for (const [index, { line, hash }] of lines.entries()) {
    if (sha256(previous + '\n' + JSON.stringify(line)) !== hash || index >= count) {
      const place = first + index;
      if (numbers[index] === place && index < count) return ['changed', place];
      if (lines.length > count) return ['inserted', place];
      return [numbers.includes(place, index) ? 'moved' : 'missing', place];
    }
    previous = hash;
  }
  if (lines.length < count) return ['missing', first + lines.length];
  return previous === seal.head ? undefined : ['changed', first + lines.length - 1];
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const keyName = sha256(seal.publicKey).slice(0, 16).toUpperCase().match(/.{4}/g).join('-');

async function signatureState() {
  const { exportId, volume, first, count, start, head } = seal;
  const text = ['kefu export 1', headerHash, exportId, volume, first, count, start, head].join('\n');
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64(seal.publicKey), 'Ed25519', false, ['verify']);
    const isGood = await crypto.subtle.verify('Ed25519', key, fromBase64(seal.signature), new TextEncoder().encode(text));
    return isGood ? 'signed' : 'forged';
  } catch {
    return 'unknown';
  }
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

async function show() {
  const verdict = document.getElementById('verdict');
  const flaw = firstFlaw();
  const signature = await signatureState();
  const wrongHeader = seal.volume === '1' && headerHash !== seal.start;
  verdict.className = flaw || wrongHeader || signature === 'forged' ? 'bad' : 'good';
  const found = flaw ? fill(words[flaw[0]], { place: flaw[1] }) : wrongHeader ? words.header : fill(words.whole, { count: seal.count });
  verdict.textContent = found + ' ' + fill(words[signature], { key: keyName });
}

show();
`;
