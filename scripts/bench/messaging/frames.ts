import type { Page } from 'playwright-core';

type Event = { Doc?: string };
type Frame = { msgType: string; msgData?: { events?: Event[] } };

type Pushed = { bytes: number; types: string[] };

/** The frames that the watches of a page are pushed; to be called before the page opens a socket. */
export function countFrames(page: Page): () => Pushed[] {
  const sizes: Pushed[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const { msgType, msgData } = JSON.parse(String(payload)) as Frame;
      if (msgType !== 'NEXT_EVENT') return;
      const types = (msgData?.events ?? []).map(({ Doc }) => (JSON.parse(Doc ?? '{}') as { type?: string }).type ?? '');
      sizes.push({ bytes: Buffer.byteLength(String(payload)), types });
    });
  });
  /** What came since it was asked last. */
  return () => sizes.splice(0);
}

/** How much one message makes the cloud push to one reader, alone and with all that goes with it. */
export function pushRemark(pushed: Pushed[]): string {
  const messages = pushed.filter(({ types }) => types.length === 1 && types[0] === 'message');
  const alone = messages.reduce((sum, { bytes }) => sum + bytes, 0) / messages.length;
  const all = pushed.reduce((sum, { bytes }) => sum + bytes, 0) / messages.length;
  return `Pushed per message and reader: ${alone.toFixed(0)} bytes, ${all.toFixed(0)} with who types and who has read.`;
}
