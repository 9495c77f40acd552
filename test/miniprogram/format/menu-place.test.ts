import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { menuPlace } from '../../../miniprogram/shared/format/menu-place';

const screen = { width: 375, height: 812 };

test('it stands above the middle of the bubble, and points to it', () =>
  expect(menuPlace({ left: 100, top: 400, width: 180, height: 40 }, 3, screen)).toEqual({
    left: 92,
    top: 310,
    width: 196,
    arrow: 98,
    isBelow: false,
  }));

test('without room above it stands below', () =>
  expect(menuPlace({ left: 60, top: 50, width: 100, height: 40 }, 3, screen)).toMatchObject({
    top: 100,
    isBelow: true,
  }));

test('wherever the bubble is, the whole menu is on the screen', () => {
  const boxes = fc.record({
    left: fc.integer({ min: 0, max: 340 }),
    top: fc.integer({ min: -2000, max: 780 }),
    width: fc.integer({ min: 40, max: 280 }),
    height: fc.integer({ min: 40, max: 3000 }),
  });
  fc.assert(
    fc.property(boxes, fc.integer({ min: 1, max: 6 }), (box, count) => {
      const place = menuPlace(box, count, screen);
      const height = count > 5 ? 144 : 80;
      expect(place.left).toBeGreaterThanOrEqual(8);
      expect(place.left + place.width).toBeLessThanOrEqual(367);
      expect(place.top).toBeGreaterThanOrEqual(0);
      expect(place.top + height).toBeLessThanOrEqual(812);
    }),
  );
});
