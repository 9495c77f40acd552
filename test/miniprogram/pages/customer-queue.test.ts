/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../cloudfunctions/common/protocol/errors';
import type { OpenPage } from '../../support/page';
import { agent, customer } from '../shared/support/cloud-model';
import { CONVERSATION, openCustomerPage, PageCloud } from './support/page-cloud';

const CHAT = '/kefu/chat/chat';
const MINUTE = 60_000;
let cloud: PageCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new PageCloud(CONVERSATION);
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

/** Waits until the chat follows what is told of it. */
const listens = () => page.until(() => cloud.watchers() === 1 && cloud.callsOf('conversation.list').length > 0);

describe('in the queue', () => {
  beforeEach(() => {
    cloud.opening = { status: 'queued', position: 3, waitMs: 2.5 * MINUTE };
  });

  test('the place counts down, in the title and on the card', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.until(() => page.title === '前面 2 位，约 3 分钟');
    await listens();
    cloud.opening = { status: 'queued', position: 2, waitMs: MINUTE };
    cloud.setState(CONVERSATION, cloud.opening);
    await page.until(() => page.title === '前面 1 位，约 1 分钟');
    expect(page.text).toContain('排队中，前面 1 位，约 1 分钟');
    cloud.opening = { status: 'queued', position: 1 };
    cloud.setState(CONVERSATION, cloud.opening);
    await page.until(() => page.title === '排队中，下一位就是您');
    cloud.opening = { status: 'active', agent: { id: agent.id, name: '小林', isHere: true } };
    cloud.setState(CONVERSATION, cloud.opening);
    await page.until(() => page.title === '小林 · 在线');
    expect(page.text).not.toContain('取消排队');
  });

  test('one can leave it, and stays when one thinks better of it', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.see('取消排队');
    await listens();
    page.tap('取消排队');
    await page.see('取消排队？');
    page.tap('继续等待');
    await page.unsee('取消排队？');
    expect(cloud.callsOf('conversation.close')).toEqual([]);
    page.tap('取消排队');
    await page.see('取消排队？');
    page.roles('button', '取消排队').at(-1)?.click();
    await page.until(() => page.title === '会话已结束');
    expect(cloud.callsOf('conversation.close')).toEqual([{ conversationId: CONVERSATION }]);
  });

  test('who waits for long is offered to leave a message', async () => {
    cloud.opening = { status: 'queued', position: 3, isLong: true };
    page = openCustomerPage(CHAT, cloud);
    await page.see('等待时间较长');
    page.tap('留言');
    await page.until(() => page.route === 'kefu/leave/leave');
  });

  test('out of hours the card says when somebody will be there', async () => {
    cloud.service = { isOpen: false, opensAt: new Date().setHours(24 + 9, 0, 0, 0) };
    page = openCustomerPage(CHAT, cloud);
    await page.see('现在是非服务时间（明天 09:00 开始服务），请留言');
    expect(page.roles('button', '留言')).toHaveLength(1);
  });
});

describe('asked what it is about', () => {
  const choices = [
    { id: 'presale', name: '售前咨询' },
    { id: 'aftersale', name: '售后服务' },
  ];

  beforeEach(() => {
    cloud.opening = { status: 'bot', choices };
  });

  test('the customer chooses by one tap', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.see('请选择咨询类型，也可以直接输入问题');
    await listens();
    page.tap('售后服务');
    await page.until(() => page.title.startsWith('小林'));
    expect(cloud.callsOf('conversation.choose')).toEqual([{ conversationId: CONVERSATION, skill: 'aftersale' }]);
    await page.unsee('请选择咨询类型');
  });

  test('or simply writes', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.see('售前咨询');
    await page.until(() => page.visible('textarea:enabled').length === 1);
    page.type('消息输入框', '有货吗');
    page.tap('发送');
    await page.until(() => cloud.callsOf('message.send').length === 1);
  });

  test('what the cloud did not hear can be chosen again', async () => {
    cloud.refusedAction = 'conversation.choose';
    page = openCustomerPage(CHAT, cloud);
    await page.see('售前咨询');
    await listens();
    page.tap('售前咨询');
    await page.see('服务繁忙，请稍后再试');
    cloud.refusedAction = undefined;
    page.tap('售前咨询');
    await page.until(() => cloud.callsOf('conversation.choose').length === 1);
  });

  test('and hears of the hours of what was chosen', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.see('售前咨询');
    await listens();
    cloud.service = { isOpen: false };
    cloud.opening = { status: 'queued', position: 1 };
    page.tap('售前咨询');
    await page.see('现在是非服务时间，请留言');
  });
});

/** A conversation that the agent has ended. */
async function ended(reopenUntil?: number): Promise<void> {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林');
  await listens();
  cloud.say(CONVERSATION, agent, { event: 'closed', by: 'agent' });
  cloud.setState(CONVERSATION, { status: 'closed', ...(reopenUntil !== undefined && { reopenUntil }) });
  await page.see('客服结束了会话');
}

describe('after the end', () => {
  test('the same conversation goes on as long as it can', async () => {
    await ended(Date.now() + cloud.clockMs + 30 * MINUTE);
    await page.see('继续咨询');
    page.tap('继续咨询');
    await page.until(() => page.title === '小林');
    expect(cloud.callsOf('conversation.reopen')).toEqual([{ conversationId: CONVERSATION }]);
    expect(page.text).not.toContain('继续咨询');
    expect(cloud.conversations.size).toBe(1);
  });

  test.each([
    ['where nobody can go back', undefined],
    ['too late', 1],
  ])('%s nothing is offered', async (_, reopenUntil) => {
    await ended(reopenUntil);
    expect(page.text).not.toContain('继续咨询');
  });

  test('a new conversation begins when the old one cannot go on after all', async () => {
    await ended(Date.now() + cloud.clockMs + 30 * MINUTE);
    await page.see('继续咨询');
    cloud.refusals.set('conversation.reopen', 'CONVERSATION_CLOSED');
    page.tap('继续咨询');
    await page.until(() => cloud.conversations.size === 2 && page.title === '小林');
    await page.until(() => !page.text.includes('继续咨询'));
  });

  test('what failed can be tried again', async () => {
    await ended(Date.now() + cloud.clockMs + 30 * MINUTE);
    await page.see('继续咨询');
    cloud.refusedAction = 'conversation.reopen';
    page.tap('继续咨询');
    await page.see('服务繁忙，请稍后再试');
    await page.see('继续咨询');
  });
});

describe('whom the business does not want to talk to', () => {
  test('is told so calmly, and cannot write', async () => {
    cloud.refused = 'BLOCKED';
    page = openCustomerPage(CHAT, cloud);
    await page.see('暂时无法咨询');
    expect([page.visible('textarea'), page.roles('button', '重试')]).toEqual([[], []]);
  });

  test.each<[string, string, ErrorCode]>([
    ['writes on', 'conversation.open', 'BLOCKED'],
    ['goes on', 'conversation.reopen', 'BLOCKED'],
  ])('and was blocked meanwhile: who %s learns of it', async (act, refused, code) => {
    page = openCustomerPage(CHAT, cloud);
    await page.until(() => page.title === '小林');
    await listens();
    cloud.setState(CONVERSATION, { status: 'closed', reopenUntil: Date.now() + cloud.clockMs + MINUTE });
    await page.see('继续咨询');
    cloud.refusals.set(refused, code);
    if (act === 'goes on') page.tap('继续咨询');
    else {
      page.type('消息输入框', '在吗');
      page.tap('发送');
    }
    await page.see('暂时无法咨询，如需帮助，请通过其他方式联系商家');
    expect(page.visible('textarea')).toEqual([]);
  });
});

describe('what goes on among the staff', () => {
  test('is not shown, and leaves no gap', async () => {
    cloud.say(CONVERSATION, customer, { text: '在吗' });
    page = openCustomerPage(CHAT, cloud);
    await page.see('在吗');
    await listens();
    cloud.say(CONVERSATION, agent, { event: 'held' });
    cloud.say(CONVERSATION, agent, { event: 'offered', agentName: '陈默' });
    cloud.say(CONVERSATION, agent, { event: 'declined', agentName: '陈默' });
    cloud.say(CONVERSATION, agent, { event: 'transferred', agentName: '陈默' });
    await page.see('已为您转接 陈默');
    expect(page.visible('[class*="system-line"]').map(({ textContent }) => textContent)).not.toContain('');
    expect(page.text).not.toMatch(/挂起|接手/);
  });

  test('whether the agent is there stands in the title', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.until(() => page.title === '小林');
    await listens();
    cloud.here(agent, false);
    await page.until(() => page.title === '小林 · 暂时离开');
    cloud.read(CONVERSATION, agent, 0);
    await page.until(() => page.title === '小林 · 在线');
  });
});
