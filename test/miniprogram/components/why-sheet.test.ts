/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import type { Decision } from '../../../cloudfunctions/common/protocol/assignment-rules';
import { loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('why-sheet', 'agent', 'components');
});

const parts = {
  reserved: 1,
  missed: 0,
  lastAgent: 1,
  reachable: 0,
  load: 0,
  weighted: 1,
  lastAssignedAt: 1,
  idleSince: 1,
};
const decision = {
  at: 0,
  agentId: 'a',
  skills: [],
  strategy: 'leastLoaded',
  standings: [
    { agentId: 'a', name: '苏晴', obstacles: [], parts },
    { agentId: 'b', name: '陈默', obstacles: ['full'], parts },
  ],
  lookedAt: 2,
} as Decision;

test('a decision is told: why, and of everybody what stood against them', () => {
  const said = render({ decision }).dom?.textContent;
  for (const words of ['为什么分给我', '当时只有 苏晴 可以接待', '已选中', '陈默', '已接满'])
    expect(said).toContain(words);
});

test('before it comes the sheet waits; there may be none, and it may fail', () => {
  expect(render().dom?.innerHTML).toContain('skeleton');
  expect(render({ isNone: true }).dom?.textContent).toContain('这个会话还没有分配过');
  expect(render({ failure: '网络不可用' }).dom?.textContent).toContain('网络不可用');
});
