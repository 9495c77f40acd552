import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decrypt } from '../../cloudfunctions/common/cloud/cipher';
import type { CustomerFile } from '../../cloudfunctions/common/protocol/customer';
import type { CustomerDocument, Message, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, type Meeting } from '../support/meeting';
import { persons, records, type Person } from '../support/people';
import { spoilt } from '../support/spoilt';

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;
let analyst: Person;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead, analyst] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1', 'analyst-1');
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, agent);
});
afterEach(async () => {
  await cloud.clearFaults();
  await end();
});

let edits = 0;

const fileFor = async (who: Person) =>
  (await who.ask('customer', 'file', { customerId: meeting.openid })) as CustomerFile;
const edit = (who: Person, changes: object) =>
  who.call('customer', 'edit', { customerId: meeting.openid, clientId: `e-${++edits}`, ...changes });
const end = () => lead.ask('conversation', 'close', { conversationId: meeting.conversationId });

test('what one writes down, the others read; numbers only where they serve the customer', async () => {
  await edit(agent, {
    remark: '家里 13800001111',
    phone: '138 1234 5678',
    addTags: ['VIP'],
    note: '要发票，13900002222',
  });
  expect(await fileFor(agent)).toMatchObject({
    remark: { value: '家里 13800001111', by: { id: 'agent-1' } },
    phone: { value: '138 **** 5678' },
    tags: ['VIP'],
    notes: [{ text: '要发票，13900002222', by: { id: 'agent-1' } }],
    conversations: [{ conversationId: meeting.conversationId, mayOpen: true, agent: { id: 'agent-1' } }],
    isMasked: true,
  });
  for (const who of [lead, analyst])
    expect(await fileFor(who)).toMatchObject({
      remark: { value: '家里 138****1111' },
      phone: { value: '138 **** 5678' },
      notes: [{ text: '要发票，139****2222' }],
    });
});

test('numbers are shown to whoever says why, and that is written down', async () => {
  await edit(agent, { phone: '13812345678', remark: '家里 13800001111' });
  const { openid: customerId } = meeting;
  expect(await lead.ask('customer', 'unmask', { customerId, reason: '核对退款' })).toMatchObject({
    phone: '13812345678',
    remark: '家里 13800001111',
  });
  expect(await lead.call('customer', 'unmask', { customerId })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await analyst.call('customer', 'unmask', { customerId, reason: '核对退款' })).toMatchObject({
    code: 'FORBIDDEN',
  });
  const looks = await records(cloud.url).find('audit', {
    action: 'customer.unmask',
    outcome: { $exists: false },
  });
  expect(looks).toHaveLength(1);
});

test('only who serves or served a customer has their file', async () => {
  const { openid: customerId, customer } = meeting;
  for (const who of [other, customer]) {
    expect(await who.call('customer', 'file', { customerId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await edit(who, { remark: '不该' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await who.call('customer', 'unmask', { customerId, reason: '看看' })).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await edit(analyst, { remark: '不该' })).toMatchObject({ code: 'FORBIDDEN' });
  await end();
  expect(await fileFor(agent)).toMatchObject({ customerId });
});

test('edited at once by several, again and again, nothing is lost', async () => {
  const writers = [agent, lead];
  const values = ['甲', '乙', '丙', '丁'];
  const made = await Promise.all(
    values.map((remark, index) => edit(writers[index % 2] ?? agent, { remark, addTags: [`标签${index}`] })),
  );
  for (const answer of made) expect(answer).toMatchObject({ ok: true });
  const lost = made.flatMap((answer) => (answer.ok ? (answer.data['lost'] as { value: string }[]) : []));
  const { remark, tags, version } = await fileFor(agent);
  expect(tags.toSorted()).toEqual(['标签0', '标签1', '标签2', '标签3']);
  expect(version).toBe(4);
  expect(values).toContain(remark?.value);
  for (const one of lost) expect(one).toMatchObject({ field: 'remark' });
  const again = { customerId: meeting.openid, clientId: `e-${edits}`, remark: '丁', addTags: ['标签3'] };
  await lead.ask('customer', 'edit', again);
  expect(await fileFor(agent)).toMatchObject({ version: 4, remark: { value: remark?.value } });
});

test('whoever overwrites what they had not seen is told, and it is kept', async () => {
  const { version } = await fileFor(agent);
  await edit(lead, { base: version, remark: '先写的' });
  expect(await edit(agent, { base: version, remark: '后写的' })).toMatchObject({
    ok: true,
    data: { lost: [{ field: 'remark', value: '先写的', by: { id: 'lead-1' } }] },
  });
  expect((await fileFor(lead)).lost).toMatchObject([{ field: 'remark', value: '先写的' }]);
});

test('what cannot be verified is not sealed anew as if it could, whoever edits something else', async () => {
  await edit(agent, { remark: '原来的备注', phone: '13812345678' });
  const [known] = (await records(cloud.url).find('customers', { _id: meeting.openid })) as CustomerDocument[];
  const remark = spoilt(known?.remark);
  await records(cloud.url).change('customers', { _id: meeting.openid }, { remark });
  await edit(lead, { addTags: ['VIP'] });
  expect(await fileFor(agent)).toMatchObject({ remark: { value: '无法验证' }, phone: { value: '138****5678' } });
  expect(await records(cloud.url).find('customers', { _id: meeting.openid })).toMatchObject([{ remark }]);
});

test.each(['drop', 'kill'] as const)('an edit that was cut off (%s) and is sent again is made once', async (kind) => {
  await cloud.addFault({ target: 'database', match: 'customers', kind, rate: 1, count: 1 });
  const again = { customerId: meeting.openid, clientId: `cut-${kind}`, remark: '一次', addTags: ['一'], note: '一条' };
  await agent.call('customer', 'edit', again).catch(() => undefined);
  await cloud.clearFaults();
  await agent.ask('customer', 'edit', again);
  await agent.ask('customer', 'edit', again);
  expect(await fileFor(agent)).toMatchObject({ remark: { value: '一次' }, tags: ['一'], notes: [{ text: '一条' }] });
  expect((await fileFor(agent)).notes).toHaveLength(1);
});

test('a note is taken away by its author or by who looks after everything', async () => {
  await edit(lead, { note: '组长写的' });
  await edit(agent, { note: '客服写的' });
  const { notes } = await fileFor(agent);
  const idOf = (text: string) => notes.find((note) => note.text === text)?.noteId;
  expect(await edit(agent, { removeNoteId: idOf('组长写的') })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await edit(lead, { removeNoteId: idOf('客服写的') })).toMatchObject({ ok: true });
  expect((await fileFor(agent)).notes.map(({ text }) => text)).toEqual(['组长写的']);
});

test('nothing of it lies about in the database', async () => {
  await edit(agent, { remark: '独一无二的备注', phone: '13877776666', note: '独一无二的跟进' });
  const stored = JSON.stringify([
    await records(cloud.url).find('customers', {}),
    await records(cloud.url).find('customer_notes', {}),
    await records(cloud.url).find('audit', {}),
  ]);
  for (const text of ['独一无二', '13877776666']) expect(stored).not.toContain(text);
});

test('where the customer has been and what was shown are in the file', async () => {
  await end();
  const { customer } = meeting;
  const visits = [{ page: 'product', productId: 'p-1', productName: '保温杯', at: 1000 }];
  const opened = await customer.ask('conversation', 'open', { source: { page: 'home' }, visits });
  const { conversationId } = opened;
  meeting = { ...meeting, conversationId: String(conversationId) };
  const product = { productId: 'p-2', name: '雨伞', price: '¥59' };
  await customer.ask('message', 'send', { conversationId, clientId: 'p', kind: 'product', body: product });
  const later = [...visits, { page: 'home', at: 2000 }];
  await customer.ask('conversation', 'open', { source: { page: 'home' }, visits: later });
  const file = await fileFor(lead);
  expect(file.visits).toMatchObject([
    { page: 'home' },
    { page: 'home', at: 2000 },
    { productName: '保温杯', at: 1000 },
  ]);
  expect(file.products).toEqual([{ productId: 'p-2', productName: '雨伞' }]);
  expect(JSON.stringify(await records(cloud.url).conversation(String(conversationId)))).not.toMatch(/保温杯|雨伞/);
});

const read = async (who: Person) => {
  const { conversationId } = meeting;
  const { messages } = await who.ask('message', 'history', { conversationId });
  const keys = (await who.ask('conversation', 'keys', { conversationId })) as unknown as StreamKey[];
  const last = (messages as Message[]).findLast(({ kind }) => kind === 'text');
  return { text: last && decrypt(keys, last.body, last.messageId), isMasked: last?.isMasked };
};

test('who takes no part in what goes on reads no numbers', async () => {
  const { conversationId, customer } = meeting;
  const body = { text: '我的电话 13812345678' };
  await customer.ask('message', 'send', { conversationId, clientId: 'n', kind: 'text', body });
  const clear = { text: JSON.stringify(body) };
  const hidden = { text: '{"text":"我的电话 138****5678"}', isMasked: true };
  for (const who of [customer, agent]) expect(await read(who)).toEqual(clear);
  for (const who of [lead, analyst]) expect(await read(who)).toEqual(hidden);
  await lead.ask('assignment', 'watch', { conversationId });
  expect(await read(lead)).toEqual(hidden);
  await end();
  expect(await read(customer)).toEqual(clear);
  expect(await read(agent)).toEqual(hidden);
});

test('who looks on unseen is told no numbers either', async () => {
  const { conversationId, customer } = meeting;
  await lead.ask('assignment', 'watch', { conversationId });
  const body = { text: '打 13812345678' };
  await customer.ask('message', 'send', { conversationId, clientId: 'w', kind: 'text', body });
  const keys = (await lead.ask('conversation', 'keys', { conversationId })) as unknown as StreamKey[];
  const { documents } = await lead.ask('message', 'sync', { after: 0 });
  const told = (documents as { conversationId: string; message?: Message }[]).find(
    (one) => one.conversationId === conversationId && one.message?.kind === 'text',
  )?.message;
  expect(told && decrypt(keys, told.body, told.messageId)).toBe('{"text":"打 138****5678"}');
});

test('a number in a message is shown to whoever may look and says why', async () => {
  const { conversationId, customer } = meeting;
  const body = { text: '我的电话 13812345678' };
  const { messageId } = await customer.ask('message', 'send', { conversationId, clientId: 'u', kind: 'text', body });
  const look = { conversationId, messageId, reason: '回拨客户' };
  expect(await lead.ask('search', 'unmask', look)).toEqual(body);
  expect(await agent.ask('search', 'unmask', look)).toEqual(body);
  for (const who of [other, analyst, customer])
    expect(await who.call('search', 'unmask', look)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await lead.call('search', 'unmask', { ...look, reason: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await lead.call('search', 'unmask', { ...look, messageId: 'm' })).toMatchObject({ code: 'NOT_FOUND' });
  const looks = { action: 'search.unmask', 'target.messageId': messageId, outcome: { $exists: false } };
  expect(await records(cloud.url).find('audit', looks)).toHaveLength(2);
});
