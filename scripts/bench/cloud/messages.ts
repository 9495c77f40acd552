/** How many conversations the measured messages belong to. */
export const CONVERSATIONS = 500;

/** As this project indexes its messages. */
export const INDEXES = {
  messages: [{ name: 'conversationId_seq', key: { conversationId: 1 as const, seq: 1 as const }, unique: true }],
};

export type Message = ReturnType<typeof message>;

/** A message of about 600 bytes, the `n`th of all. */
export function message(n: number) {
  return {
    _id: `message-${n}`,
    conversationId: conversation(n),
    seq: Math.floor(n / CONVERSATIONS) + 1,
    from: { role: 'customer', id: `customer-${n % CONVERSATIONS}`, name: 'Somebody' },
    kind: 'text',
    body: 'v1.'.padEnd(380, 'Q2lwaGVydGV4dA'),
    sentAt: 1_790_000_000_000 + n,
  };
}

export function conversation(n: number): string {
  return `conversation-${n % CONVERSATIONS}`;
}
