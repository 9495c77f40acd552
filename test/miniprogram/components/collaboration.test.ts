/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { fire, fireAt, loadComponents, type Rendered } from '../../support/component';

const names = [
  'queue-row',
  'offer-card',
  'handling-bar',
  'batch-bar',
  'transfer-form',
  'invite-form',
  'moment-form',
  'tag-form',
];

let load: ReturnType<typeof loadComponents>;

beforeAll(() => {
  load = loadComponents(names, 'agent', 'components');
});

/** Renders one, and keeps what it fires. */
function open(name: string, properties: object, ...events: string[]) {
  const part = load(name)(properties);
  const told: unknown[] = [];
  for (const event of events) part.addEventListener(event, ({ detail }) => told.push([event, detail]));
  return { part, told };
}

/** Presses a TDesign button by what it does. */
const press = (part: Rendered, method: string): void => part.instance[method]?.();

const pick = (part: Rendered, id: string, name: string): Promise<void> =>
  fire(part, '.people', 'pick', { colleague: { id, name } });

const textOf = (part: Rendered, selector: string): string =>
  part.querySelector(selector)?.dom?.textContent?.trim() ?? '';

const has = (part: Rendered, selector: string): boolean => part.querySelector(selector) !== undefined;

const waiting = {
  id: 'a',
  name: '林小满',
  last: '在吗',
  waited: '已等 6 分钟',
  wait: 'urgent',
  signs: [{ name: 'VIP', kind: 'vip' }],
  label: '林小满，VIP',
  claim: '接入 林小满',
};

test('who waits can be taken; only who may look opens it', async () => {
  const { part, told } = open('queue-row', { item: waiting, canOpen: false }, 'claim', 'open');
  const shown = ['.waiting__sign--vip', '.waiting__since--urgent'].map((selector) => textOf(part, selector));
  expect(shown).toEqual(['VIP', '已等 6 分钟']);
  await fire(part, '.waiting__main', 'tap');
  press(part, 'claim');
  const lead = open('queue-row', { item: waiting, canOpen: true }, 'open');
  await fire(lead.part, '.waiting__main', 'tap');
  expect([told, lead.told]).toEqual([[['claim', undefined]], [['open', undefined]]]);
});

const offer = (left: number, note = '客户要退货') => ({
  conversationId: 'a',
  title: '苏晴 请你接手',
  until: Date.now() + left,
  note,
  facts: [{ name: '客户', value: '林小满' }],
});

test('an offer says who, what and how long, and is answered', () => {
  const { part, told } = open('offer-card', { offer: offer(299_500), canOpen: true }, 'accept', 'decline', 'open');
  const shown = ['.offer__title', '.offer__note', '.offer__left', '.offer__value'].map((each) => textOf(part, each));
  expect(shown).toEqual(['苏晴 请你接手', '客户要退货', '剩余 5:00', '林小满']);
  for (const answer of ['accept', 'decline', 'open']) press(part, answer);
  expect(told.map((each) => (each as string[])[0])).toEqual(['accept', 'decline', 'open']);
  part.detach();
});

test('an offer that is over says so; without a note there is none', () => {
  const { part } = open('offer-card', { offer: offer(-1, ''), canOpen: false });
  expect([textOf(part, '.offer__left'), has(part, '.offer__note'), has(part, '.offer__open')]).toEqual([
    '已过期',
    false,
    false,
  ]);
  part.detach();
});

const bar = {
  kind: 'watch',
  words: '正在旁观，客户看不到你',
  acts: [
    { name: 'leave', label: '退出', isMain: false },
    { name: 'takeOver', label: '接管', isMain: true },
  ],
};

test('the bar above a chat says how one stands to it, and acts once', async () => {
  const { part, told } = open('handling-bar', { bar }, 'act');
  expect(textOf(part, '.handling__words')).toBe('正在旁观，客户看不到你');
  await fireAt(part, '.handling__act', 1, 'tap');
  expect(told).toEqual([['act', { name: 'takeOver' }]]);
  const busy = open('handling-bar', { bar, isBusy: true }, 'act');
  await fireAt(busy.part, '.handling__act', 0, 'tap');
  expect(busy.told).toEqual([]);
});

const batch = { isOn: true, chosen: [], marks: {}, isWorking: false, done: 0, all: 0, failed: [] };

test.each([
  ['nothing is chosen', {}, '选择要结束的会话'],
  ['some are', { chosen: ['a', 'b'] }, '已选 2 个'],
  ['they are being ended', { chosen: ['a', 'b'], isWorking: true, done: 1, all: 2 }, '正在结束 1/2'],
  ['one was not', { chosen: ['b'], failed: ['王小姐'] }, '没有结束：王小姐'],
])('the bar of a selection says that %s', (_, given, want) => {
  const { part, told } = open('batch-bar', { batch: { ...batch, ...given } }, 'all', 'close', 'cancel');
  expect(textOf(part, '.batch__title')).toBe(want);
  for (const act of ['all', 'close', 'cancel']) press(part, act);
  expect(told.map((each) => (each as string[])[0])).toEqual(['all', 'close', 'cancel']);
});

test('a conversation goes to a colleague with a note', async () => {
  const { part, told } = open('transfer-form', { people: [], skills: [] }, 'transfer');
  press(part, 'send');
  await pick(part, 'agent-2', '陈默');
  await fire(part, '.note', 'change', { text: ' 麻烦你了 ' });
  press(part, 'send');
  expect(told).toEqual([['transfer', { to: { agentId: 'agent-2' }, name: '陈默', note: '麻烦你了' }]]);
});

test('or to a skill; what was chosen among colleagues is no skill', async () => {
  const skills = [{ id: 'aftersale', name: '售后' }];
  const { part, told } = open('transfer-form', { people: [], skills }, 'transfer');
  await pick(part, 'agent-2', '陈默');
  await fireAt(part, '.way', 1, 'tap');
  press(part, 'send');
  expect(told).toEqual([]);
  await fire(part, '.skill', 'tap');
  press(part, 'send');
  expect(told).toEqual([['transfer', { to: { skill: 'aftersale' }, name: '售后', note: '' }]]);
});

test('without skills it says so', async () => {
  const { part } = open('transfer-form', { people: [], skills: [] });
  await fireAt(part, '.way', 1, 'tap');
  expect(has(part, '.skill')).toBe(false);
  expect(part.dom?.textContent).toContain('还没有设置技能组');
});

test('a colleague is invited to serve, or to listen unseen', async () => {
  const { part, told } = open('invite-form', { people: [] }, 'invite');
  press(part, 'send');
  await pick(part, 'agent-2', '陈默');
  press(part, 'send');
  await fireAt(part, '.manner', 1, 'tap');
  press(part, 'send');
  expect(told).toEqual([
    ['invite', { agentId: 'agent-2', name: '陈默', isUnseen: false }],
    ['invite', { agentId: 'agent-2', name: '陈默', isUnseen: true }],
  ]);
});

test('a moment in the past is refused, one to come is told', async () => {
  const { part, told } = open('moment-form', { action: '设置提醒' }, 'pick');
  expect(part.querySelectorAll('.moment')).toHaveLength(3);
  await fireAt(part, '.moment', 2, 'tap');
  const [date, time] = ['.moment__date', '.moment__time'];
  await fire(part, date, 'change', { value: '2020-01-01' });
  await fire(part, time, 'change', { value: '09:30' });
  press(part, 'send');
  expect([told, textOf(part, '.moment__problem')]).toEqual([[], '请选择以后的时间']);
  await fire(part, date, 'change', { value: '2090-01-01' });
  expect(has(part, '.moment__problem')).toBe(false);
  press(part, 'send');
  expect(told).toEqual([['pick', { at: new Date(2090, 0, 1, 9, 30).getTime() }]]);
});

test('where no reminder is needed one can do without', async () => {
  const { part, told } = open('moment-form', { action: '挂起', isOptional: true }, 'pick');
  await fireAt(part, '.moment', 3, 'tap');
  press(part, 'send');
  expect(told).toEqual([['pick', {}]]);
});

test('labels are chosen and taken away, also those that are no longer offered', async () => {
  const { part, told } = open('tag-form', { tags: ['退货', '尺码'], chosen: ['旧标签'], action: '保存' }, 'save');
  expect(part.querySelectorAll('.label--chosen')).toHaveLength(1);
  await fireAt(part, '.label', 0, 'tap');
  await fireAt(part, '.label', 2, 'tap');
  press(part, 'save');
  expect(told).toEqual([['save', { tags: ['退货'] }]]);
});

test('without labels it says where they come from', () => {
  const { part } = open('tag-form', { tags: [], chosen: [], action: '保存', hint: '给这次会话打上标签' });
  expect(textOf(part, '.labels__hint')).toContain('还没有可选的标签');
});
