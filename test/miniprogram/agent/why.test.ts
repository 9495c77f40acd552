import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type {
  Decision,
  Obstacle,
  Parts,
  Standing,
  Strategy,
} from '../../../cloudfunctions/common/protocol/assignment-rules';
import { whyOf } from '../../../miniprogram/agent/why';

const same: Parts = {
  reserved: 1,
  missed: 0,
  lastAgent: 1,
  reachable: 0,
  load: 0.2,
  weighted: 2,
  lastAssignedAt: 100,
  idleSince: 100,
};

const standing = (name: string, parts: Partial<Parts> = {}, obstacles: Obstacle[] = []): Standing => ({
  agentId: name,
  name,
  obstacles,
  parts: { ...same, ...parts },
});

const decision = (standings: Standing[], strategy: Strategy = 'leastLoaded', skills: string[] = []): Decision => ({
  at: 0,
  agentId: standings[0]?.agentId ?? '',
  skills,
  strategy,
  standings,
  lookedAt: standings.length,
});

test.each<[string, Partial<Parts>, Strategy, string, string]>([
  ['load', { load: 0.4 }, 'leastLoaded', '苏晴 的负载最低', '负载 40%，负载更高'],
  ['time', { lastAssignedAt: 200 }, 'roundRobin', '苏晴 最久没有接到新会话', '负载 20%，更近接过新会话'],
  ['idleness', { idleSince: 200 }, 'longestIdle', '苏晴 空闲得最久', '负载 20%，空闲时间更短'],
  ['weight', { weighted: 3 }, 'weighted', '按权重计算，苏晴 接待得最少', '负载 20%，按权重计算接待得更多'],
  ['the background', { reachable: 1, load: 0 }, 'leastLoaded', '苏晴 在线，其他人在后台', '负载 0%，小程序在后台'],
  ['having let it lie', { missed: 1 }, 'leastLoaded', '苏晴 没有漏接过这位客户', '负载 20%，之前漏接过这位客户'],
  ['nothing', {}, 'leastLoaded', '苏晴 与其他人条件相同，按先后顺序选中', '负载 20%'],
])('decided by %s', (_, parts, strategy, reason, fact) => {
  const why = whyOf(decision([standing('苏晴'), standing('陈默', parts)], strategy));
  expect(why.reason).toBe(reason);
  expect(why.rows).toEqual([
    { id: '苏晴', name: '苏晴', isChosen: true, fact: '负载 20%' },
    { id: '陈默', name: '陈默', isChosen: false, fact },
  ]);
});

test('what stood against the others is said, and that nobody else could', () => {
  const others = [standing('陈默', {}, ['noSkill']), standing('何悦', {}, ['busy', 'full'])];
  const why = whyOf(decision([standing('苏晴'), ...others], 'leastLoaded', ['presale']), { presale: '售前' });
  expect(why).toMatchObject({ reason: '当时只有 苏晴 可以接待', needs: '需要技能：售前' });
  expect(why.rows.map(({ fact }) => fact)).toEqual(['负载 20%', '没有所需技能', '忙碌，已接满']);
});

test('who was served before comes back', () => {
  const why = whyOf(decision([standing('苏晴', { lastAgent: 0, load: 0.8 }), standing('陈默')]));
  expect(why).toMatchObject({ reason: '客户上次由 苏晴 接待', needs: '任何客服都可以接待' });
});
