/** @jest-environment jsdom */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fire, fireAt, loadComponents, type Rendered } from '../../support/component';

let load: ReturnType<typeof loadComponents>;

beforeAll(() => {
  load = loadComponents([
    'avatar',
    'chat-search',
    'connection-light',
    'emoji-panel',
    'file-bubble',
    'image-bubble',
    'list-state',
    'message-menu',
    'more-panel',
    'order-card',
    'product-card',
    'selection-bar',
    'text-bubble',
    'video-bubble',
    'voice-bubble',
    'excerpt-card',
  ]);
});

const storage = new Map<string, unknown>();

beforeEach(() => {
  Object.assign(wx, {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  });
});

const textOf = ({ dom }: Rendered): string => dom?.textContent ?? '';

/** What a component tells of an event. */
function heard(component: Rendered, event: string): object[] {
  const details: object[] = [];
  component.addEventListener(event, ({ detail }) => details.push(detail ?? {}));
  return details;
}

const tap = (component: Rendered, selector: string, place: number): Promise<void> =>
  fireAt(component, selector, place, 'tap');

test.each<[string, object, string]>([
  ['avatar', { name: '苏晴', kind: 'agent' }, '苏'],
  ['connection-light', { health: 'offline' }, '网络已断开'],
  ['connection-light', { health: 'watch' }, ''],
  ['list-state', { sentence: '加载失败', hint: '网络不给力', action: '重试' }, '加载失败网络不给力'],
  ['text-bubble', { quiet: '无法验证' }, '无法验证'],
  [
    'text-bubble',
    {
      parts: [
        { kind: 'plain', text: '看 ' },
        { kind: 'link', text: 'http://a.cn' },
      ],
    },
    '看 http://a.cn',
  ],
  ['voice-bubble', { content: { time: '7"', width: 100 } }, '7"'],
  ['video-bubble', { content: { url: '', time: '0:12', width: 90, height: 90, percent: 100 } }, '0:12'],
  ['file-bubble', { content: { name: '报价单.pdf', size: '2 MB', icon: 'file', percent: 50 } }, '报价单.pdf2 MB'],
  ['product-card', { content: { name: '冲锋衣', price: '¥899', picture: '' } }, '冲锋衣¥899商品'],
  [
    'order-card',
    { content: { number: '订单号 1', status: '已发货', title: '鞋', count: '共 1 件', amount: '¥9', picture: '' } },
    '订单号 1已发货鞋共 1 件¥9',
  ],
  ['excerpt-card', { content: { title: '聊天记录', lines: ['王：在吗'], text: '请看' } }, '请看聊天记录王：在吗'],
])('%s %j says “%s”', (name, properties, words) =>
  expect(textOf(load(name)(properties)).replace(/\s+/g, '')).toContain(words.replace(/\s+/g, '')),
);

test('only links and numbers can be tapped in a text', async () => {
  const parts = [
    { kind: 'plain', text: '看 ' },
    { kind: 'link', text: 'http://a.cn' },
  ];
  const bubble = load('text-bubble')({ parts });
  const opened = heard(bubble, 'part');
  await tap(bubble, '.words__part', 0);
  await tap(bubble, '.words__part', 1);
  expect(opened).toEqual([parts[1]]);
});

test('a picture that cannot be loaded says so, and another address is another try', async () => {
  const content = { url: 'https://a/1', width: 90, height: 90, percent: 100 };
  const bubble = load('image-bubble')({ content });
  const broken = heard(bubble, 'broken');
  await fire(bubble, '.image__picture', 'error');
  expect(broken).toHaveLength(1);
  expect(bubble.querySelector('.image__picture')).toBeUndefined();
  bubble.setData({ content: { ...content, url: 'https://a/2' } });
  expect(bubble.querySelector('.image__picture')).toBeDefined();
});

test.each(['product-card', 'order-card'])('%s: a picture that is not here leaves a sign', async (name) => {
  const card = load(name)({ content: { picture: '/images/none.png' } });
  const picture = name === 'product-card' ? '.product__picture' : '.order__picture';
  await fire(card, picture, 'error');
  expect(card.querySelector(`${picture}--none`)).toBeDefined();
});

test('the menu offers its acts over the message, and closes beside it', async () => {
  Object.assign(wx, { getWindowInfo: () => ({ windowWidth: 375, windowHeight: 812 }) });
  const box = { left: 100, top: 400, width: 100, height: 40 };
  const menu = load('message-menu')({ acts: ['copy', 'recall'], box });
  const [chosen, closed] = [heard(menu, 'choose'), heard(menu, 'close')];
  expect(textOf(menu)).toBe('复制撤回');
  await tap(menu, '.menu__item', 1);
  await fire(menu, '.mask', 'tap');
  expect([chosen, closed]).toEqual([[{ act: 'recall' }], [{}]]);
  menu.setData({ acts: [] });
  expect(textOf(menu)).toBe('');
});

test('nothing can be done with no message, but to leave', async () => {
  const bar = load('selection-bar')({ count: 0, canForward: true });
  const acts = heard(bar, 'act');
  for (const place of [0, 1, 2]) await tap(bar, '.bar__act', place);
  expect(acts).toEqual([]);
  await tap(bar, '.bar__cancel', 0);
  bar.setData({ count: 2 });
  expect(textOf(bar)).toContain('已选择 2 条');
  for (const place of [0, 1, 2]) await tap(bar, '.bar__act', place);
  expect(acts).toEqual(['cancel', 'forward', 'copy', 'remove'].map((name) => ({ name })));
});

test('customers forward nothing', () =>
  expect(load('selection-bar')({ count: 1 }).querySelectorAll('.bar__act')).toHaveLength(2));

test('signs that were picked come first the next time', async () => {
  const panel = load('emoji-panel')();
  const picked = heard(panel, 'pick');
  await tap(panel, '.panel__sign', 2);
  await tap(panel, '.panel__sign', 0);
  const recent = load('emoji-panel')().querySelectorAll('.panel__sign');
  const signs = picked.map((detail) => (detail as { sign: string }).sign);
  expect(recent.slice(0, 2).map(({ dom }) => dom?.textContent?.trim())).toEqual([...signs].reverse());
});

test('the panel tells what was chosen by name', async () => {
  const items = [
    { name: 'photo', label: '照片', icon: 'image' },
    { name: 'order', label: '订单', icon: 'cart' },
  ];
  const panel = load('more-panel')({ items });
  const chosen = heard(panel, 'choose');
  await tap(panel, '.panel__item', 1);
  expect(chosen).toEqual([{ name: 'order' }]);
});

test('a panel of many things is turned by a finger or by its dots', async () => {
  const items = Array.from({ length: 15 }, (_, index) => ({ name: `n${index}`, label: `名${index}`, icon: 'image' }));
  const panel = load('more-panel')({ items });
  const count = (selector: string) => panel.querySelectorAll(selector).length;
  const marks = () => panel.querySelectorAll('.panel__dot').map(({ dom }) => dom?.className.includes('--current'));
  expect(count('.panel__item')).toBe(15);
  expect(marks()).toEqual([true, false]);
  await fire(panel, '.panel__pages', 'change', { current: 1 });
  expect(marks()).toEqual([false, true]);
  await fire(panel, '.panel__dots', 'tap');
  expect(marks()).toEqual([true, false]);
  panel.setData({ items: items.slice(0, 8) });
  expect(count('.panel__dots')).toBe(0);
});

test('what is found can be gone to; nothing found is said', async () => {
  const hit = { key: 'k', name: '王小姐', time: '14:05', before: '有', hit: '大码', after: '吗', label: '' };
  const search = load('chat-search')({ words: '大码', hits: [hit], hasEarlier: true });
  const [looked, picked, earlier] = [heard(search, 'find'), heard(search, 'pick'), heard(search, 'earlier')];
  expect(textOf(search)).toContain('有大码吗');
  await fire(search, '.search__input', 'input', { value: '小码' });
  await tap(search, '.hit', 0);
  await fire(search, '.search__more', 'tap');
  expect([looked, picked, earlier]).toEqual([[{ text: '小码' }], [{ key: 'k' }], [{}]]);
  search.setData({ words: '小码', hits: [] });
  expect(textOf(search)).toContain('没有找到“小码”');
});
