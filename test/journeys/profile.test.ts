import { afterAll, beforeAll, expect, test } from '@jest/globals';
import tcb from '@cloudbase/node-sdk';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let customer: Person;
let avatar: string;

/** A picture in the folder of one customer. */
async function upload(cloudPath: string): Promise<string> {
  const app = tcb.init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${cloud.url}/admin` });
  const { fileID } = await app.uploadFile({ cloudPath, fileContent: Buffer.from('picture') });
  return fileID;
}

beforeAll(async () => {
  cloud = await startTestCloud();
  agent = await person(cloud.url, 'agent-1');
  customer = await person(cloud.url, 'faced');
  await agent.ask('assignment', 'status', { status: 'online' });
  avatar = await upload('kefu/avatars/faced/1.png');
});
afterAll(() => cloud.close());

type Row = { conversationId: string; customer: { id: string; name: string; avatar?: string } };

const rowOf = async (who: Person, conversationId: unknown) => {
  const { conversations } = await who.ask('conversation', 'list', { conversationId });
  return (conversations as Row[])[0]?.customer;
};

test('a picture and a name are kept for the customer, and agents see them in the conversation that is open and in the next', async () => {
  const first = await customer.ask('conversation', 'open');
  expect(await customer.ask('customer', 'profile', { name: '小方', avatar })).toEqual({
    id: 'faced',
    name: '小方',
    avatar,
  });
  const seen = await rowOf(agent, first['conversationId']);
  expect(seen).toEqual({ id: 'faced', name: '小方', avatar: expect.stringMatching(/^http/) });
  expect(await (await fetch(seen?.avatar ?? '')).text()).toBe('picture');
  expect(await rowOf(customer, first['conversationId'])).toEqual({ id: 'faced', name: '小方' });

  await agent.ask('conversation', 'close', { conversationId: first['conversationId'] });
  const next = await customer.ask('conversation', 'open');
  expect(next).toMatchObject({ profile: { id: 'faced', name: '小方', avatar } });
  expect(await rowOf(agent, next['conversationId'])).toMatchObject({ name: '小方', avatar: expect.any(String) });
});

test('neither lies about in the database', async () => {
  const stored = JSON.stringify([
    await records(cloud.url).find('customers', {}),
    await records(cloud.url).find('conversations', {}),
  ]);
  expect(stored).not.toContain('小方');
  expect(stored).not.toContain('kefu/avatars');
});

test('a picture that is not there hurts nobody', async () => {
  await customer.ask('customer', 'profile', { avatar: avatar.replace('1.png', 'gone.png') });
  const { conversationId } = await customer.ask('conversation', 'open');
  expect(await rowOf(agent, conversationId)).toEqual({ id: 'faced', name: '小方' });
});

test.each([
  'cloud://local.bucket/kefu/avatars/somebody-else/1.png',
  'cloud://local.bucket/kefu/avatars/faced/../somebody-else/1.png',
  'cloud://local.bucket/kefu/avatars/faced',
  'cloud://local.bucket/elsewhere/1.png',
])('a picture from %s is refused', async (file) => {
  expect(await customer.call('customer', 'profile', { avatar: file })).toMatchObject({ code: 'FORBIDDEN' });
});

test('consent is kept by its version, with the time it was first given', async () => {
  await customer.ask('customer', 'consent', { version: 2 });
  const consented = async () => (await records(cloud.url).find('customers', { _id: 'faced' })) as { consent: object }[];
  const [before] = await consented();
  await cloud.moveClock(1000);
  await customer.ask('customer', 'consent', { version: 2 });
  expect((await consented())[0]?.consent).toEqual(before?.consent);
  expect(await customer.ask('customer', 'profile')).toMatchObject({ consent: 2 });
  await customer.ask('customer', 'consent', { version: 3 });
  expect(await customer.ask('conversation', 'open')).toMatchObject({ profile: { consent: 3 } });
});
