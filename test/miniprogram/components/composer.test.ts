/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('composer');
});

function open() {
  const composer = render();
  const sent: string[] = [];
  composer.addEventListener('send', ({ detail }) => sent.push((detail as { text: string }).text));
  const type = (value: string) => fire(composer, '.composer__input', 'input', { value });
  const send = () => composer.instance['send']?.();
  return { composer, sent, type, send };
}

test('hands over what was written and is empty again', async () => {
  const { composer, sent, type, send } = open();
  await type('在吗？\n😀');
  send();
  expect(sent).toEqual(['在吗？\n😀']);
  expect(composer.data['value']).toBe('');
  send();
  expect(sent).toHaveLength(1);
});

test.each([
  ['nothing', '', false],
  ['only white space', ' \n ', false],
  ['a character', '好', true],
  ['2000 characters, counted as people do', '😀'.repeat(2000), true],
  ['one too many', '好'.repeat(2001), false],
])('%s', async (_, value, can) => {
  const { sent, type, send } = open();
  await type(value);
  send();
  expect(sent).toEqual(can ? [value] : []);
});

test.each([
  [1899, ''],
  [1900, '剩 100 字'],
  [2003, '超 3 字'],
])('after %i characters it says “%s”', async (length, left) => {
  const { composer, type } = open();
  await type('好'.repeat(length));
  expect(composer.data['left']).toBe(left);
});

test('a draft is added to what was written, again if need be, and can be sent', async () => {
  const { composer, sent, type, send } = open();
  await type('好的，');
  for (let times = 0; times < 2; times++) composer.setData({ draft: { text: '发错了' } });
  expect([composer.data['value'], composer.data['isFocused']]).toEqual(['好的，发错了发错了', true]);
  send();
  expect(sent).toEqual(['好的，发错了发错了']);
});

test('tells of strokes as long as something is written', async () => {
  const { composer, type } = open();
  let strokes = 0;
  composer.addEventListener('typing', () => strokes++);
  for (const value of ['好', '好的', '', ' ']) await type(value);
  expect(strokes).toBe(2);
});
