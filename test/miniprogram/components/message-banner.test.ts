/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { loadComponent, type Rendered } from '../../support/component';

type Banner = { name: string; words: string; open: () => void; isNotice?: boolean };

let render: ReturnType<typeof loadComponent>;
let banner: Rendered;

beforeAll(() => {
  render = loadComponent('message-banner');
});
beforeEach(() => {
  jest.useFakeTimers();
  banner = render({ kind: 'customer' });
});
afterEach(() => {
  banner.detach();
  jest.useRealTimers();
});

const take = (given: Partial<Banner> = {}): void => {
  const shownBanner = banner.instance as unknown as { take(given: Banner): void };
  shownBanner.take({ name: '林小满', words: '还有货吗', open: () => undefined, ...given });
};

const shown = (): boolean => banner.querySelector('.banner--shown') !== undefined;
const tap = (): void => (banner.instance as unknown as { open(): void }).open();

test('says who said what, to eyes and ears', () => {
  expect(shown()).toBe(false);
  take();
  expect(shown()).toBe(true);
  expect(banner.dom?.textContent).toContain('还有货吗');
  expect(banner.data['label']).toBe('新消息，林小满：还有货吗');
});

test('goes by itself, later when something new has come', () => {
  take();
  jest.advanceTimersByTime(3000);
  take({ words: '在吗' });
  jest.advanceTimersByTime(3000);
  expect(shown()).toBe(true);
  jest.advanceTimersByTime(1000);
  expect(shown()).toBe(false);
});

test('a tap opens the chat, once', () => {
  const open = jest.fn();
  take({ open });
  tap();
  tap();
  expect(open).toHaveBeenCalledTimes(1);
  expect(shown()).toBe(false);
});

test('it goes when the page is left', () => {
  take();
  banner.triggerPageLifeTime('hide', {});
  expect(shown()).toBe(false);
});

test('where messages are seen anyway only notices are shown', () => {
  banner.setData({ noticesOnly: true });
  take();
  expect(shown()).toBe(false);
  take({ isNotice: true });
  expect(shown()).toBe(true);
});
