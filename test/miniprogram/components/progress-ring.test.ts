/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('progress-ring');
});

test.each([0, 42, 100])('%i percent are drawn, written and told', (percent) => {
  const { dom, data } = render({ percent });
  const ring = dom?.querySelector<HTMLElement>('[style]');
  expect([data['label'], dom?.textContent?.trim()]).toEqual([`${percent}%`, `${percent}%`]);
  expect(ring?.getAttribute('style')).toContain(`${percent}%`);
});

test('it follows what comes up', () => {
  const component = render({ percent: 1 });
  component.setData({ percent: 64 });
  expect(component.dom?.textContent?.trim()).toBe('64%');
});
