/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('order-sheet', 'customer', 'kefu/components');
});

const order = { orderId: 'S1', title: '保温壶', status: '已签收', amount: '¥318', picture: '/images/flask.svg' };

test.each([
  [2, '共 2 件'],
  [undefined, ''],
])('of %s pieces it says “%s”', (count, said) => {
  const sheet = render({ isShown: true, orders: [{ ...order, ...(count && { count }) }] });
  expect(sheet.data['rows']).toMatchObject([{ countText: said, label: '保温壶，已签收，¥318' }]);
});

test('says which order was chosen', () => {
  const sheet = render({ isShown: true, orders: [order] });
  const chosen: unknown[] = [];
  sheet.addEventListener('choose', ({ detail }) => chosen.push(detail));
  (sheet.instance['choose'] as unknown as (event: object) => void)({ currentTarget: { dataset: { id: 'S1' } } });
  expect(chosen).toEqual([{ orderId: 'S1' }]);
});
