/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('quick-reply-list', 'agent', 'components');
});

const replies = ['问候', '请稍等'].map((title) => ({ replyId: title, title, text: `${title}…`, group: '常用' }));

test('marks the one that Enter would take, and tells which one was tapped', async () => {
  const list = render({ replies, chosen: 1, empty: '没有' });
  const picked: unknown[] = [];
  list.addEventListener('pick', ({ detail }) => picked.push(detail));
  expect(list.querySelectorAll('.quick__reply')).toHaveLength(2);
  expect(list.querySelector('.quick__reply--chosen')?.dom?.textContent).toContain('请稍等');
  await fire(list, '.quick__reply', 'tap');
  expect(picked).toEqual([{ index: 0 }]);
});

test('says so when there is none', () => {
  const list = render({ replies: [], chosen: 0, empty: '没有找到相关内容' });
  expect(list.querySelector('.quick__empty')?.dom?.textContent).toBe('没有找到相关内容');
});
