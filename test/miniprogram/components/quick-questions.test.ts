/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('quick-questions', 'customer', 'kefu/components');
});

test('a tap asks the question', async () => {
  const row = render({ questions: ['什么时候发货？', '怎么退换货？'] });
  const asked: unknown[] = [];
  row.addEventListener('ask', ({ detail }) => asked.push(detail));
  await fire(row, '.question', 'tap');
  expect(asked).toEqual([{ question: '什么时候发货？' }]);
});

test('without questions there is no row', () => {
  expect(render({ questions: [] }).querySelector('.questions')).toBeUndefined();
});
