import { expect, test } from '@jest/globals';
import { pageStyle } from '../../../miniprogram/agent/appearance';

test.each([
  [17, '--kefu-font-scale: 1'],
  [23, '--kefu-font-scale: 1.35'],
  [40, '--kefu-font-scale: 1.6'],
  [10, '--kefu-font-scale: 0.8'],
])('at %i px', (size, style) => expect(pageStyle(size)).toBe(style));
