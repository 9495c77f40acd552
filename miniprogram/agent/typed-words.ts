/** What fits into two lines on a phone. */
const ROOM = 44;

/** The end of what a customer is typing: what came last is what matters. */
export function latestTyped(typed: string): string {
  const signs = Array.from(typed.trim().replace(/\s+/g, ' '));
  return signs.length > ROOM ? `…${signs.slice(-ROOM).join('')}` : signs.join('');
}
