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

test('a draft in place of what was written is no stroke', async () => {
  const { composer, type } = open();
  const typed: string[] = [];
  composer.addEventListener('typed', ({ detail }) => typed.push((detail as { text: string }).text));
  await type('好的');
  composer.setData({ draft: { text: '昨天写的', isWhole: true } });
  expect([composer.data['value'], typed]).toEqual(['昨天写的', ['好的']]);
});

test('tells of every change of what is written, and that it is gone', async () => {
  const { composer, type, send } = open();
  const typed: string[] = [];
  composer.addEventListener('typed', ({ detail }) => typed.push((detail as { text: string }).text));
  for (const value of ['好', '好的']) await type(value);
  send();
  expect(typed).toEqual(['好', '好的', '']);
});

test('faces go in where the cursor is, and are taken away whole', async () => {
  const { composer } = open();
  await fire(composer, '.composer__input', 'input', { value: '好的呀', cursor: 1 });
  composer.instance['switchEmoji']?.();
  await fire(composer, '.composer__emoji', 'pick', { sign: '👍' });
  await fire(composer, '.composer__emoji', 'pick', { sign: '❤️' });
  expect(composer.data['value']).toBe('好👍❤️的呀');
  await fire(composer, '.composer__emoji', 'remove');
  await fire(composer, '.composer__emoji', 'remove');
  expect(composer.data['value']).toBe('好的呀');
});

test.each([
  ['nothing', '', '.composer__end', false],
  ['something', '好', '.composer__end', true],
])('with %s written there is a button to send: %s', async (_, value, selector, isThere) => {
  const { composer, type } = open();
  await type(value);
  expect(composer.querySelector(selector) !== undefined).toBe(isThere);
});

test('a panel takes the place of the keyboard, and the keyboard that of the panel, without a jump', async () => {
  const { composer } = open();
  const rooms: string[] = [];
  composer.addEventListener('resize', ({ detail }) =>
    rooms.push((detail as { room: string }).room.split(':')[0] ?? ''),
  );
  await fire(composer, '.composer__input', 'keyboardheightchange', { height: 320 });
  composer.instance['switchMore']?.();
  await fire(composer, '.composer__input', 'keyboardheightchange', { height: 0 });
  composer.instance['switchMore']?.();
  await fire(composer, '.composer__input', 'keyboardheightchange', { height: 320 });
  composer.instance['settle']?.();
  expect([...new Set(rooms)]).toEqual(['320', '0']);
});

test('what is quoted stands below the field until it is dropped', async () => {
  const { composer } = open();
  let drops = 0;
  composer.addEventListener('drop', () => drops++);
  composer.setData({ quote: '王小姐：有货吗' });
  expect(composer.dom?.textContent).toContain('王小姐：有货吗');
  await fire(composer, '.composer__drop', 'tap');
  expect(drops).toBe(1);
});

test('speaking takes the place of writing', () => {
  const { composer } = open();
  composer.instance['switchVoice']?.();
  expect(composer.querySelector('.composer__input')).toBeUndefined();
  expect(composer.dom?.textContent).toContain('按住 说话');
});

test('a note looks different', () => {
  const composer = render({ tone: 'note' });
  expect(composer.dom?.querySelector('.composer--composer--note')).not.toBeNull();
});
