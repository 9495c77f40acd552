/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readAssignmentRules } from '../../../cloudfunctions/common/domain/assignment-rules';
import { rulesProblems } from '../../../cloudfunctions/common/domain/configuration';
import type { Live, Outcome } from '../../../cloudfunctions/common/protocol/report';
import type { OpenPage } from '../../support/page';
import { openAgentPage } from './support/page-cloud';
import { TeamCloud } from './support/team-cloud';

const NOW = 1_795_000_000_000;
const MINUTE = 60_000;

const anOutcome = (given: Partial<Outcome> = {}): Outcome => ({
  arrived: 10,
  served: 9,
  unserved: 1,
  byOverflow: 2,
  inTime: 5,
  wait: { medianMs: 30_000, p90Ms: 5 * MINUTE, maxMs: 70 * MINUTE },
  spans: [4, 1, 4, 0, 0],
  shares: [{ id: 'a', name: '苏晴', served: 9, busyMs: 0, most: 3, capacity: 5 }],
  ...given,
});

/** What those who lead look at; the checker of rules is the real one. */
class LeadingCloud extends TeamCloud {
  live: Live = {
    at: NOW,
    lines: [{ skill: 'technical', name: '技术', count: 2, isPool: false, since: NOW - 3 * MINUTE }],
    agents: [
      {
        id: 'a',
        name: '苏晴',
        role: 'agent',
        presence: 'online',
        skills: ['售前'],
        load: 2,
        capacity: 5,
        unanswered: 0,
      },
      {
        id: 'b',
        name: '陈默',
        role: 'agent',
        presence: 'away',
        skills: [],
        load: 5,
        capacity: 5,
        unanswered: 2,
        since: NOW - 70 * MINUTE,
      },
    ],
    today: { arrived: 12, served: 9, abandoned: 1, closed: 7, medianWaitMs: 45_000 },
  };
  rules = readAssignmentRules({ skills: [{ id: 'presale', name: '售前' }] }).read as unknown as Record<string, unknown>;
  replayed: unknown[] = [];

  protected override desk(action: string, data: { action: string; [name: string]: unknown }): unknown {
    switch (action) {
      case 'report.live':
        return this.live;
      case 'team.rules':
        return { rules: this.rules };
      case 'team.saveRules':
        return this.saveRules(data['rules'] as Record<string, unknown>);
      case 'report.replay':
        return this.replay(data);
      default:
        return super.desk(action, data);
    }
  }

  private saveRules(rules: Record<string, unknown>) {
    const problems = rulesProblems(rules);
    if (problems.length === 0) this.rules = rules;
    return { isSaved: problems.length === 0, problems };
  }

  private replay({ day, seconds, rules }: Record<string, unknown>) {
    const problems = rulesProblems(rules);
    this.replayed.push({ day, seconds, strategy: (rules as { strategy: unknown }).strategy });
    const outcomes = { actual: anOutcome(), current: anOutcome(), ...(problems.length === 0 && { draft: better }) };
    return { day, seconds, problems, ...outcomes };
  }
}

const better = anOutcome({ served: 10, unserved: 0, inTime: 9, wait: { medianMs: 0, p90Ms: 0, maxMs: MINUTE } });

let cloud: LeadingCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new LeadingCloud();
  cloud.role = 'admin';
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

const open = (name: string): void => {
  page = openAgentPage(`/pages/${name}/${name}`, cloud);
};

test('the board shows the queue, the team and the day', async () => {
  open('board');
  await page.see('技术');
  for (const words of ['2 人', '最久 3 分钟', '2/5', '离开', '2 位客户待回复，最久 1 小时 10 分', '12', '45 秒'])
    expect(page.text).toContain(words);
  expect(page.roles('text', '苏晴，在线，2/5，没有待回复的客户')).toHaveLength(1);
});

test('the board can be tried again when it could not be had, and says nobody waits when nobody does', async () => {
  cloud.refusedAction = 'report.live';
  cloud.live = { ...cloud.live, lines: [] };
  open('board');
  await page.see('服务繁忙，请稍后再试');
  cloud.refusedAction = undefined;
  page.tap('重试');
  await page.see('没有人在排队');
});

test('an admin is told that something in the configuration is wrong, and gets to where it is named', async () => {
  cloud.problems = [{ document: 'settings_private', id: 'assignment', path: 'strategy', code: 'notChoice' }];
  open('board');
  await page.see('配置有 1 处错误，点此查看');
  page.tap('配置有 1 处错误，点此查看');
  await page.see('请选择其中一项');
});

test('rules: what is wrong is said at its field, nothing is saved before it is right', async () => {
  open('rules');
  await page.see('优先上次的客服');
  page.tap('轮流');
  page.type('回复提醒（秒）', 'soon');
  page.type('优先客户', 'vip 3\n老客户 1');
  page.tap('保存');
  await page.see('应为数字');
  expect(cloud.rules['strategy']).toBe('leastLoaded');
  page.type('回复提醒（秒）', '120');
  page.tap('保存');
  await page.until(() => cloud.rules['strategy'] === 'roundRobin');
  expect(cloud.rules).toMatchObject({
    timers: { replySeconds: 120, ackSeconds: 300 },
    priorities: [
      { tag: 'vip', level: 3 },
      { tag: '老客户', level: 1 },
    ],
  });
});

test('a skill is added with where its customers come from, where they flow over to and its hours', async () => {
  open('rules');
  await page.see('添加技能');
  page.tap('添加技能');
  await page.until(() => page.route.includes('rules-skill'));
  page.type('编号', 'technical');
  page.type('来源页面', 'manual\nfaq');
  page.type('溢出', '120 presale\n600 *');
  page.type('单独的服务时间', ['09:00-18:00', '-', '-', '-', '-', '-', '-'].join('\n'));
  page.tap('自行接入');
  page.tap('返回');
  await page.see('保存');
  page.tap('保存');
  await page.until(() => (cloud.rules['skills'] as unknown[]).length === 2);
  expect(cloud.rules['skills']).toMatchObject([
    { id: 'presale' },
    {
      id: 'technical',
      pages: ['manual', 'faq'],
      isPool: true,
      overflow: [
        { afterSeconds: 120, to: 'presale' },
        { afterSeconds: 600, to: '*' },
      ],
      hours: { week: [[], [{ from: '09:00', to: '18:00' }], [], [], [], [], []] },
    },
  ]);
});

test('a lead reads the rules and changes nothing', async () => {
  cloud.role = 'lead';
  open('rules');
  await page.see('只有管理员可以修改规则');
  page.tap('轮流');
  expect(page.text).not.toContain('保存');
  expect(page.field('回复提醒（秒）').disabled).toBe(true);
});

test('a day is replayed by a copy of the rules, which are not changed', async () => {
  open('replay');
  await page.see('开始回放');
  page.type('日期', '2026-02-31');
  page.tap('开始回放');
  await page.see('日期请写成 2026-10-01');
  page.type('日期', '2026-11-24');
  page.tap('修改规则副本');
  await page.see('这里的修改只用于回放，不会保存');
  page.tap('轮流');
  page.tap('用于回放');
  await page.see('已修改');
  page.tap('开始回放');
  await page.see('等待时间分布');
  expect(cloud.replayed).toEqual([{ day: '2026-11-24', seconds: 60, strategy: 'roundRobin' }]);
  expect(cloud.rules['strategy']).toBe('leastLoaded');
  expect(page.roles('text', '60 秒内接入，现行规则 50%，规则副本 90%')).toHaveLength(1);
  expect(page.roles('text', '苏晴，现行规则 9，规则副本 9')).toHaveLength(1);
});

test('a copy that makes no sense is not run, and its fault is shown where it is', async () => {
  open('replay');
  await page.see('开始回放');
  page.tap('修改规则副本');
  await page.see('最长排队（秒）');
  page.type('最长排队（秒）', '-1');
  page.tap('用于回放');
  await page.see('开始回放');
  page.tap('开始回放');
  await page.see('规则副本有 1 处错误，请修改后再回放');
  page.tap('修改规则副本');
  await page.see('超出了允许的范围');
});
