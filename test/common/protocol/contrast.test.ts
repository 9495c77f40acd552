import { expect, test } from '@jest/globals';
import { contrast } from '../../../cloudfunctions/common/protocol/contrast';

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#000000', 21],
  ['#95ec69', '#95EC69', 1],
  ['#ffffff', '#767676', 4.54],
  ['#191919', '#95ec69', 12.1],
])('%s on %s: %d', (one, other, ratio) => {
  expect(Math.abs(contrast(one, other) - ratio)).toBeLessThan(0.05);
});
