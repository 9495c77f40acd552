/** @jest-environment jsdom */
import { beforeAll, expect, jest, test } from '@jest/globals';
import { fire, fireAt, loadComponents } from '../../support/component';

let load: ReturnType<typeof loadComponents>;

beforeAll(() => {
  load = loadComponents(['queue-card', 'skill-choices'], 'customer', 'kefu/components');
});

const waiting = { place: '排队中，前面 2 位，约 3 分钟', note: '可以先描述问题' };

test('the card says where one stands, and what to do meanwhile', () => {
  const { dom } = load('queue-card')(waiting);
  expect(dom?.textContent).toContain(waiting.place);
  expect(dom?.textContent).toContain(waiting.note);
});

test.each(['cancel', 'leave'])('the card fires %s', (event) => {
  const card = load('queue-card')(waiting);
  const onEvent = jest.fn();
  card.addEventListener(event, onEvent);
  card.instance[event]?.();
  expect(onEvent).toHaveBeenCalledTimes(1);
});

const choices = [
  { id: 'presale', name: '售前咨询' },
  { id: 'aftersale', name: '退换与售后' },
];

test('a choice is told by its id, and while one is on its way no other', async () => {
  const row = load('skill-choices')({ choices, chosen: '' });
  const chosen: unknown[] = [];
  row.addEventListener('choose', ({ detail }) => chosen.push(detail));
  await fireAt(row, '.choice', 1, 'tap');
  row.setData({ chosen: 'aftersale' });
  await fireAt(row, '.choice', 0, 'tap');
  expect(chosen).toEqual([{ id: 'aftersale' }]);
});

test('without choices nothing is asked', async () => {
  const row = load('skill-choices')({ choices: [] });
  expect(row.querySelector('.choices')).toBeUndefined();
  await expect(fire(row, '.choice', 'tap')).rejects.toThrow();
});
