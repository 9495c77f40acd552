/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Conditions, Found, Hit, Insight, SavedSearch } from '../../../cloudfunctions/common/protocol/search';
import type { OpenPage } from '../../support/page';
import { CONVERSATION, openAgentPage } from './support/page-cloud';
import { TeamCloud } from './support/team-cloud';

const NOW = 1_795_000_000_000;

const aHit = (number: number, given: Partial<Hit> = {}): Hit => ({
  messageId: `message-${number}`,
  conversationId: CONVERSATION,
  seq: number,
  kind: 'text',
  text: `我要退款 ${number}`,
  marks: [[2, 4]],
  from: { role: 'customer', id: 'customer-1' },
  customer: { id: 'customer-1', name: '王小姐' },
  agent: { id: 'agent-1', name: '苏晴' },
  sentAt: NOW - number,
  ...given,
});

type Asked = Record<string, unknown>;

/** The cloud as somebody meets it who looks for something: each call gives the next of the parts. */
class RecordsCloud extends TeamCloud {
  parts: Partial<Found>[] = [{ hits: [aHit(1)] }];
  insights: Partial<Insight>[] = [{}];
  searches: SavedSearch[] = [];
  readonly asked: Asked[] = [];

  protected override desk(action: string, data: { action: string; [name: string]: unknown }): unknown {
    const { action: _, ...params } = data;
    const part = Number(params['cursor'] ?? 0);
    switch (action) {
      case 'search.messages':
        this.asked.push(params);
        return {
          hits: [],
          examined: 1,
          unverifiable: 0,
          reachedAt: NOW,
          ...this.parts[part],
          ...next(part, this.parts),
        };
      case 'search.insight':
        return { ...noInsight, ...this.insights[part], ...next(part, this.insights) };
      case 'search.saved':
        return { searches: this.searches };
      case 'search.save':
        this.searches = [...this.searches, { ...(params as unknown as SavedSearch), savedAt: NOW }];
        return null;
      case 'search.removeSaved':
        this.searches = this.searches.filter(({ searchId }) => searchId !== params['searchId']);
        return null;
      case 'assignment.options':
        return { skills: [{ id: 'technical', name: '技术' }], tags: ['退款', '物流'], requireTags: false };
      default:
        return super.desk(action, data);
    }
  }
}

const noInsight: Insight = { hits: 0, days: [], terms: [], products: [], reachedAt: NOW, unverifiable: 0 };

const next = (part: number, parts: readonly object[]) => (part < parts.length - 1 ? { cursor: String(part + 1) } : {});

let cloud: RecordsCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new RecordsCloud();
  cloud.role = 'lead';
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

const open = async (): Promise<void> => {
  page = openAgentPage('/pages/records/records', cloud);
  await page.see('输入要找的话，或选择筛选条件');
};

function find(words: string): void {
  page.type('搜索聊天记录', words);
  page.tap('搜索');
}

test('nothing is asked of the cloud while one types; then the hit stands out', async () => {
  await open();
  page.type('搜索聊天记录', '退款');
  expect(cloud.asked).toEqual([]);
  page.tap('搜索');
  await page.see('共找到 1 条');
  expect(cloud.asked).toEqual([{ text: '退款', order: 'newest', limit: 20 }]);
  expect(page.visible('[class*="record__hit"]').map((hit) => hit.textContent)).toEqual(['退款']);
  for (const words of ['王小姐', '客服 苏晴']) expect(page.text).toContain(words);
});

test('what cannot be verified is counted over all parts, and shown as such where it stands', async () => {
  cloud.parts = [
    { hits: [aHit(1)], unverifiable: 2 },
    { hits: [aHit(2, { text: '', marks: [], isUnverifiable: true })], unverifiable: 1 },
  ];
  await open();
  find('退款');
  await page.see('共找到 2 条');
  for (const words of ['3 条无法验证，已报告', '王小姐： 无法验证']) await page.see(words);
});

test('several words are looked for together, and each can be dropped', async () => {
  await open();
  find('退款 "运费 谁出"');
  await page.until(() => cloud.asked.length === 1);
  expect(cloud.asked[0]).toMatchObject({ text: '退款', also: ['运费 谁出'] });
  page.tap('去掉“退款”');
  await page.until(() => cloud.asked.length === 2);
  expect(cloud.asked[1]).toMatchObject({ text: '运费 谁出' });
  expect(cloud.asked[1]).not.toHaveProperty('also');
  page.tap('角色');
  page.roles('radio', '客服')[0]?.click();
  await page.until(() => cloud.asked.length === 3);
  expect(cloud.asked[2]).toMatchObject({ text: '运费 谁出', role: 'agent' });
});

test.each([
  ['lead', 1],
  ['analyst', 1],
  ['agent', 0],
] as const)('a %s may take out what was found: %i', async (role, buttons) => {
  cloud.role = role;
  await open();
  find('退款');
  await page.until(() => page.roles('button', '导出').length === buttons);
  await page.see('共找到 1 条');
  expect(page.roles('button', '导出')).toHaveLength(buttons);
});

test('a chip narrows at once, and can be cleared', async () => {
  await open();
  find('退款');
  await page.see('共找到 1 条');
  page.tap('角色');
  page.roles('radio', '客服')[0]?.click();
  await page.until(() => cloud.asked.length === 2);
  expect(cloud.asked[1]).toMatchObject({ text: '退款', role: 'agent' });
  page.tap('角色，客服');
  page.tap('不限');
  await page.until(() => cloud.asked.length === 3);
  expect(cloud.asked[2]).not.toHaveProperty('role');
});

test('several things are chosen behind the last chip before they count', async () => {
  await open();
  page.tap('更多');
  await page.see('技术');
  page.roles('radio', '技术')[0]?.click();
  page.roles('checkbox', '5 星')[0]?.click();
  page.type('商品', '帆布');
  page.roles('switch', '繁简通用')[0]?.click();
  expect(cloud.asked).toEqual([]);
  page.tap('确定');
  await page.see('共找到 1 条');
  expect(cloud.asked[0]).toMatchObject({ skill: 'technical', ratings: [5], product: '帆布', anyScript: true });
});

test('an agent is chosen among colleagues, or named in part', async () => {
  await open();
  page.tap('客服');
  await page.see('陈默');
  page.tap('陈默，客服，在线');
  await page.until(() => cloud.asked.length === 1);
  expect(cloud.asked[0]).toMatchObject({ agent: 'agent-2' });
  page.tap('客服，陈默');
  await page.see('周岚');
  page.type('搜索同事', '苏');
  page.tap('姓名含“苏”');
  await page.until(() => cloud.asked.length === 2);
  expect(cloud.asked[1]).toMatchObject({ agent: '苏' });
});

test('days are counted back from today', async () => {
  await open();
  page.tap('时间');
  page.roles('radio', '近 7 天')[0]?.click();
  await page.until(() => cloud.asked.length === 1);
  expect(cloud.asked[0]?.['from']).toEqual(expect.any(Number));
});

test('a search that takes several calls goes on by itself, and says when there is nothing', async () => {
  cloud.parts = [{}, {}, {}];
  await open();
  find('没有');
  await page.see('没有找到相关记录');
  expect(cloud.asked.map(({ cursor }) => cursor)).toEqual([undefined, '1', '2']);
  page.tap('清除全部条件');
  await page.see('输入要找的话，或选择筛选条件');
});

test('after a page one asks for more', async () => {
  const hits = Array.from({ length: 20 }, (_, index) => aHit(index));
  cloud.parts = [{ hits }, { hits: [aHit(20)] }];
  await open();
  find('退款');
  await page.see('查看更多');
  page.tap('查看更多');
  await page.see('共找到 21 条');
});

test('a failure is said, and one goes on from there', async () => {
  cloud.refusedAction = 'search.messages';
  await open();
  find('退款');
  await page.see('服务繁忙，请稍后再试');
  cloud.refusedAction = undefined;
  page.tap('重试');
  await page.see('共找到 1 条');
});

test('by conversation, each conversation has its name above what was said in it', async () => {
  const other = { conversationId: 'conversation-2', customer: { id: 'customer-2', name: '赵先生' } };
  cloud.parts = [{ hits: [aHit(1), aHit(2), aHit(3, other)] }];
  await open();
  find('退款');
  await page.see('共找到 3 条');
  page.roles('radio', '按会话')[0]?.click();
  const headings = () => page.visible('[class*="record__heading"]').map((heading) => heading.textContent);
  await page.until(() => headings().length === 2);
  expect(headings()).toEqual(['王小姐 · 苏晴', '赵先生 · 苏晴']);
});

test('the trend adds up its parts, and what is said along narrows the search', async () => {
  cloud.insights = [
    { hits: 1, days: [{ day: '2026-11-01', hits: 1 }], terms: [{ term: '运费', hits: 1 }] },
    {
      hits: 2,
      days: [{ day: '2026-11-02', hits: 2 }],
      terms: [{ term: '运费', hits: 1 }],
      products: [{ name: '帆布包', hits: 2 }],
    },
  ];
  await open();
  find('退款');
  await page.see('共找到 1 条');
  page.tap('趋势');
  await page.see('运费 2');
  expect(page.roles('button', '2026-11-02，2 条')).toHaveLength(1);
  page.tap('运费 2');
  await page.until(() => cloud.asked.length === 2);
  expect(cloud.asked[1]).toMatchObject({ text: '退款', also: ['运费'] });
  await page.until(() => page.roles('button', '去掉“运费”').length === 1);
  page.tap('去掉“运费”');
  await page.until(() => cloud.asked.length === 3);
  expect(cloud.asked[2]).not.toHaveProperty('also');
});

test('a search is kept under a name, found again and forgotten', async () => {
  await open();
  find('退款');
  await page.see('共找到 1 条');
  page.tap('保存搜索');
  page.type('名称', '每周退款');
  page.roles('button', '保存搜索').at(-1)?.click();
  await page.until(() => cloud.searches.length === 1);
  expect(cloud.searches[0]).toMatchObject({ name: '每周退款', conditions: { text: '退款' } satisfies Conditions });
  page.type('搜索聊天记录', '');
  await page.see('每周退款');
  page.tap('每周退款，退款');
  await page.until(() => cloud.asked.length === 2);
  expect(cloud.asked[1]).toMatchObject({ text: '退款' });
});

test('a hit opens its conversation', async () => {
  await open();
  find('退款');
  await page.see('共找到 1 条');
  page
    .roles('button')
    .find((one) => one.getAttribute('aria-label')?.startsWith('王小姐，'))
    ?.click();
  await page.until(() => page.route === 'pages/chat/chat');
});
