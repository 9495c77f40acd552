/** @jest-environment jsdom */
import { beforeAll, expect, jest, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('bubble');
});

const aMessage = { role: 'agent', name: '苏晴', content: '您好', label: '苏晴，14:05，您好', state: 'sent' };

test('shows who says what, line breaks kept', () => {
  const { dom } = render({ ...aMessage, content: '您好\n请稍等 😀' });
  expect(dom?.querySelector('.bubble--bubble__text')?.textContent).toBe('您好\n请稍等 😀');
  expect(dom?.querySelector('.avatar--avatar__initial')?.textContent).toBe('苏');
});

test.each([
  [false, 0],
  [true, 1],
])('own: %s', (own, count) => {
  expect(render({ ...aMessage, own }).dom?.querySelectorAll('.bubble--message--own')).toHaveLength(count);
});

test.each([
  ['sending', '.bubble--message__state'],
  ['failed', '.bubble--message__resend'],
  ['read', '.bubble--message__read'],
])('%s is seen', (state, selector) => {
  const bubble = render({ ...aMessage, own: true });
  expect(bubble.dom?.querySelector(selector)).toBeNull();
  bubble.setData({ state });
  expect(bubble.dom?.querySelector(selector)).not.toBeNull();
});

test('tapping the sign of failure asks for another try', async () => {
  const bubble = render({ ...aMessage, own: true, state: 'failed', error: '会话已结束' });
  const onResend = jest.fn();
  bubble.addEventListener('resend', onResend);
  expect(bubble.dom?.textContent).toContain('会话已结束');
  await fire(bubble, '.message__resend', 'tap');
  expect(onResend).toHaveBeenCalledTimes(1);
});

test('a long press asks what can be done with it', async () => {
  const bubble = render(aMessage);
  const onMenu = jest.fn();
  bubble.addEventListener('menu', onMenu);
  await fire(bubble, '.bubble', 'longpress');
  expect(onMenu).toHaveBeenCalledTimes(1);
});
