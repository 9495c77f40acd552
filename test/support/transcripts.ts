import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { chained, lineOf, type Said } from '../../cloudfunctions/common/domain/transcript';
import type { Transcript } from '../../cloudfunctions/common/domain/transcript-json';
import { headerHash, sealedText, type Header } from '../../cloudfunctions/common/domain/transcript-seal';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rawKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

/** Signs as the cloud does, with a key of the test's own. */
export const signedText = (text: string) => ({
  publicKey: rawKey,
  signature: sign(null, Buffer.from(text), privateKey).toString('base64'),
});

export const aSaid = (given: Partial<Said> = {}): Said => ({
  messageId: 'm1',
  conversationId: 'c1',
  seq: 1,
  sentAt: Date.UTC(2026, 10, 24, 2, 3, 4),
  from: { role: 'customer', id: 'customer' },
  kind: 'text',
  customer: '林小满',
  body: { text: '你好' },
  ...given,
});

const header: Header = [
  ['导出编号', 'e1'],
  ['用途', '退款纠纷 <b>&"'],
];

/** A transcript of these messages, sealed. */
export function aTranscript(said: readonly Said[], volume = 1): Transcript {
  const manner = { language: 'zh', utcOffsetMinutes: 480, mask: (text: string) => text } as const;
  const start = headerHash(header);
  const lines = chained(
    said.map((one, index) => lineOf(one, index + 1, manner)),
    start,
  );
  const part = { exportId: 'e1', volume, first: 1, count: lines.length, start, head: lines.at(-1)?.hash ?? start };
  return { header, lines, seal: { ...part, ...signedText(sealedText(header, part)) } };
}

/** What people and attackers write. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '=HYPERLINK("http://evil","x")',
    "'=1+1",
    '-2+3',
    '@SUM(A1)',
    '＝1',
    '\t=1',
    '多行\r\n文字\n"引号",逗号',
    '<script>alert(1)</script>',
    '</span><li class="agent">',
    '&amp;&lt;',
    ' 前后有空格 ',
    '_x000D_',
    '\u0000\u0007\uFFFE',
    '\uD800',
    '👨‍👩‍👧 表情',
    '',
  ),
);

export const anySaid: fc.Arbitrary<Said[]> = fc
  .array(fc.record({ text: anyText, customer: anyText, byAgent: fc.boolean() }), { minLength: 1, maxLength: 12 })
  .map((all) =>
    all.map(({ text, customer, byAgent }, index) =>
      aSaid({
        messageId: `m${index + 1}`,
        seq: index + 1,
        customer,
        body: { text },
        ...(byAgent && { from: { role: 'agent', id: 'agent-1', name: '苏晴' } }),
      }),
    ),
  );
