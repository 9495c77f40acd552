/** @jest-environment jsdom */
import { beforeAll, expect, jest, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('system-line');
});

test('says what happened, and offers nothing', () => {
  const { dom } = render({ content: '客服撤回了一条消息' });
  expect(dom?.textContent).toBe('客服撤回了一条消息');
});

test('offers something to do', async () => {
  const line = render({ content: '你撤回了一条消息', action: '重新编辑' });
  const onAct = jest.fn();
  line.addEventListener('act', onAct);
  await fire(line, '.system-line__action', 'tap');
  expect(onAct).toHaveBeenCalledTimes(1);
});
