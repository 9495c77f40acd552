import { expect, test } from '@jest/globals';
import { insightOf } from '../../../cloudfunctions/common/domain/search-insight';

const noon = (day: number) => Date.UTC(2026, 10, day, 4);

test('what the messages found have in common: days, other words, products; never numbers', () => {
  const found = [
    { sentAt: noon(2), words: '退货的运费谁付，电话 13800138000', product: '风衣' },
    { sentAt: noon(1), words: '我们要退货，运费险有吗', product: '风衣' },
    { sentAt: noon(2), words: '退货地址', product: undefined },
  ];
  const { hits, days, terms, products } = insightOf(found, { text: '退货' });
  expect(hits).toBe(3);
  expect(days).toEqual([
    { day: '2026-11-01', hits: 1 },
    { day: '2026-11-02', hits: 2 },
  ]);
  expect(products).toEqual([{ name: '风衣', hits: 2 }]);
  expect(terms).toContainEqual({ term: '运费', hits: 2 });
  expect(terms.map(({ term }) => term)).not.toEqual(expect.arrayContaining(['退货']));
  expect(JSON.stringify(terms)).not.toMatch(/\d{4}|我们/);
});
