/** @jest-environment jsdom */
import { beforeAll, expect, jest, test } from '@jest/globals';
import { fire, loadComponent, type Rendered } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('message');
});

const words = (text: string) => ({ kind: 'text', parts: [{ kind: 'plain', text }] });
const aRow = {
  key: 'k',
  own: false,
  role: 'agent',
  name: '苏晴',
  label: '苏晴，14:05，您好',
  state: 'sent',
  bubble: words('您好'),
  quote: null,
};
const show = (given: object = {}, properties: object = {}): Rendered =>
  render({ row: { ...aRow, ...given }, ...properties });
const find = ({ dom }: Rendered, name: string) => dom?.querySelector(`.message--${name}`) ?? null;

function listen(message: Rendered): object[] {
  const acts: object[] = [];
  message.addEventListener('act', ({ detail }) => acts.push(detail as object));
  return acts;
}

test('shows who says what, line breaks kept', () => {
  const { dom } = show({ bubble: words('您好\n请稍等 😀') });
  expect(dom?.querySelector('.text-bubble--bubble__text')?.textContent).toBe('您好\n请稍等 😀');
  expect(dom?.querySelector('.avatar--avatar__initial')?.textContent).toBe('苏');
});

test.each<[object, string, string]>([
  [{ kind: 'quiet', content: '无法验证' }, '无法验证', 'words'],
  [{ kind: 'voice', time: '7"', width: 120, percent: 100 }, '7"', 'words'],
  [{ kind: 'video', url: '', time: '0:12', width: 90, height: 160, percent: 100 }, '0:12', 'bare'],
  [{ kind: 'video', url: '', time: '0:12', width: 90, height: 160, percent: 30 }, '30%', 'bare'],
  [{ kind: 'image', url: '', width: 90, height: 160, percent: 40 }, '40%', 'bare'],
  [{ kind: 'file', name: '报价单.pdf', size: '2 MB', icon: 'file', percent: 100 }, '报价单.pdf', 'card'],
  [{ kind: 'product', name: '冲锋衣', price: '¥899', picture: '' }, '冲锋衣', 'card'],
  [
    { kind: 'order', number: '订单号 1', title: '登山鞋', status: '已发货', amount: '¥1', count: '', picture: '' },
    '登山鞋',
    'card',
  ],
  [{ kind: 'excerpt', title: '聊天记录', lines: ['王小姐：在吗'], text: '' }, '王小姐：在吗', 'card'],
])('%j', (bubble, content, look) => {
  const message = show({ bubble });
  expect(message.dom?.textContent).toContain(content);
  expect(find(message, `bubble--${look}`)).not.toBeNull();
});

test.each([
  [false, 0],
  [true, 1],
])('own: %s', (own, count) => {
  expect(show({ own }).dom?.querySelectorAll('.message--message--own')).toHaveLength(count);
});

test.each([
  ['sending', 'message__spinner'],
  ['failed', 'message__resend'],
  ['read', 'message__far'],
  ['delivered', 'message__far'],
])('%s is seen', (state, name) => {
  const message = show({ own: true });
  expect(find(message, name)).toBeNull();
  message.setData({ row: { ...aRow, own: true, state } });
  expect(find(message, name)).not.toBeNull();
});

test('tapping the sign of failure asks for another try', async () => {
  const message = show({ own: true, state: 'failed', error: '会话已结束' });
  const acts = listen(message);
  expect(message.dom?.textContent).toContain('会话已结束');
  await fire(message, '.message__resend', 'tap');
  expect(acts).toEqual([{ name: 'resend', key: 'k' }]);
});

test('a long press asks what can be done with it, and says where it is', async () => {
  const message = show();
  const onAct = jest.fn();
  message.addEventListener('act', ({ detail }) => onAct(detail));
  await fire(message, '.bubble', 'longpress');
  expect(onAct).toHaveBeenCalledWith(expect.objectContaining({ name: 'menu', key: 'k' }));
});

test('a tap opens it', async () => {
  const message = show();
  const acts = listen(message);
  await fire(message, '.bubble', 'tap');
  expect(acts).toEqual([{ name: 'open', key: 'k' }]);
});

test('what it answers stands below, and can be gone to', async () => {
  const message = show({ quote: { content: '王小姐：有货吗', label: '引用 王小姐：有货吗', canOpen: true } });
  const acts = listen(message);
  expect(message.dom?.textContent).toContain('王小姐：有货吗');
  await fire(message, '.message__quote', 'tap');
  expect(acts).toEqual([{ name: 'quoted', key: 'k' }]);
});

test('the picture as it was taken is one tap away', async () => {
  const image = { kind: 'image', url: 'https://a', width: 90, height: 160, percent: 100, original: '查看原图 2 MB' };
  const message = show({ bubble: image });
  const acts = listen(message);
  await fire(message, '.message__original', 'tap');
  expect(acts).toEqual([{ name: 'original', key: 'k' }]);
});

test('who sees it is said when not everybody does', () =>
  expect(show({ own: true, hint: '内容未通过审核，对方看不到' }).dom?.textContent).toContain('对方看不到'));

test('while messages are chosen, a tap anywhere chooses it', async () => {
  const message = show({ isSelected: true }, { isSelecting: true });
  const acts = listen(message);
  expect(find(message, 'message__check--on')).not.toBeNull();
  await fire(message, '.message__cover', 'tap');
  expect(acts).toEqual([{ name: 'select', key: 'k' }]);
});
