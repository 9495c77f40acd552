import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergedInTime } from '../../../cloudfunctions/common/domain/merging';
import { seed } from '../../support/seed';

fc.configureGlobal({ seed });

const stream = fc.array(fc.nat(20), { maxLength: 12 });

type Placed = { stream: number; seq: number; sentAt: number };

/** All there is, page by page. */
function readAll(streams: Placed[][], size: number): Placed[] {
  const all: Placed[] = [];
  const at = streams.map(() => 0);
  for (;;) {
    const pages = streams.map((one, index) => one.slice(at[index], (at[index] ?? 0) + size));
    const merged = mergedInTime(pages.map((messages) => ({ messages, hasMore: messages.length === size })));
    all.push(...merged);
    for (const { stream: index, seq } of merged) at[index] = seq;
    if (pages.every((page) => page.length < size)) return all;
  }
}

test('however small the pages, all are there once, each stream in its order and both by time where they allow it', () => {
  fc.assert(
    fc.property(fc.array(stream, { maxLength: 3 }), fc.integer({ min: 1, max: 5 }), (times, size) => {
      const streams = times.map((sentAts, index) =>
        sentAts.map((sentAt, place) => ({ stream: index, seq: place + 1, sentAt })),
      );
      const all = readAll(streams, size);
      for (const [index, one] of streams.entries()) expect(all.filter((each) => each.stream === index)).toEqual(one);
      expect(all).toEqual(readAll(streams, 100));
      const sorted = streams.map((one) => one.toSorted((a, b) => a.sentAt - b.sentAt));
      const inOrder = readAll(
        sorted.map((one) => one.map((each, place) => ({ ...each, seq: place + 1 }))),
        size,
      );
      expect(inOrder.map(({ sentAt }) => sentAt)).toEqual(times.flat().toSorted((a, b) => a - b));
    }),
  );
});
