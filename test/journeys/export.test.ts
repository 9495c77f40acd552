import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { retryAt } from '../../cloudfunctions/common/domain/jobs';
import { csvOf, readCsv } from '../../cloudfunctions/common/domain/transcript-csv';
import { EXPORT_KEPT_MS } from '../../cloudfunctions/common/domain/exports';
import type { ExportFormat, ExportLink, ExportSummary } from '../../cloudfunctions/common/protocol/exports';
import type { JobDocument } from '../../cloudfunctions/common/protocol/jobs';
import { verifyFiles, type GivenFile } from '../../scripts/export/verify';
import { readXlsx } from '../../scripts/export/read-xlsx';
import { settle, startTestCloud, type TestCloud } from '../support/cloud';
import { meet, type Meeting } from '../support/meeting';
import { persons, post, records, type Person } from '../support/people';

const PHONE = '13800138000';

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;
let analyst: Person;
let admin: Person;
let customer: Person;
let conversationId: string;
let messageIds: string[] = [];
let asked = 0;

const say = async (who: Person, text: string): Promise<string> => {
  const draft = { conversationId, clientId: `m${++asked}`, kind: 'text', body: { text } };
  return String((await who.ask('message', 'send', draft))['messageId']);
};

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead, analyst, admin] = await persons(
    cloud.url,
    'agent-1',
    'agent-2',
    'lead-1',
    'analyst-1',
    'admin-1',
  );
  ({ customer, conversationId } = await meet(cloud.url, agent));
  messageIds = [
    await say(customer, `我要退款，电话 ${PHONE}`),
    await say(agent, '=HYPERLINK("http://x")'),
    await say(customer, '多行\n"引号", 逗号 <b>😀</b>'),
  ];
  await settle(cloud);
});
afterAll(() => cloud.close());
afterEach(() => cloud.clearFaults());

/** Does all that is due, however long the calls take. */
async function runJobs(): Promise<void> {
  const { data } = (await cloud.runTimer('jobs')) as { data: { slices: number } };
  if (data.slices > 0) await runJobs();
}

const wish = (given: object) => ({
  clientId: `e${++asked}`,
  format: 'json',
  reason: '退款纠纷',
  ...given,
});

async function begin(who: Person, given: object): Promise<string> {
  return String((await who.ask('search', 'export', wish(given)))['exportId']);
}

async function filesOf(who: Person, exportId: string): Promise<GivenFile[]> {
  const { links } = await who.ask('search', 'exportLinks', { exportId });
  return Promise.all(
    (links as ExportLink[]).map(async ({ name, url }) => ({
      name,
      content: Buffer.from(await (await fetch(url)).arrayBuffer()),
    })),
  );
}

async function exported(who: Person, given: object): Promise<GivenFile[]> {
  const exportId = await begin(who, given);
  await runJobs();
  return filesOf(who, exportId);
}

async function summaryOf(who: Person, exportId: string): Promise<ExportSummary | undefined> {
  const { exports } = await who.ask('search', 'exports');
  return (exports as ExportSummary[]).find((one) => one.exportId === exportId);
}

const textIn = ([file]: GivenFile[]) => file?.content.toString() ?? '';

test.each(['xlsx', 'csv', 'json', 'html'] as ExportFormat[])(
  'a conversation as %s is as it was said',
  async (format) => {
    const files = await exported(lead, { conversationId, format, unmasked: true });
    const verdicts = verifyFiles(files);
    expect(verdicts.flatMap(({ faults }) => faults)).toEqual([]);
    const { lastSeq } = await records(cloud.url).conversation(conversationId);
    expect(verdicts.map(({ messages }) => messages)).toEqual([lastSeq, lastSeq]);
  },
);

test('a workbook is read cell by cell, and formulas are texts', async () => {
  const [file] = await exported(lead, { conversationId, format: 'xlsx', unmasked: true });
  const [messages = []] = readXlsx(file?.content ?? Buffer.from(''));
  const texts = messages.slice(1).map((row) => row[6]);
  expect(texts).toEqual(expect.arrayContaining([`我要退款，电话 ${PHONE}`, '=HYPERLINK("http://x")']));
});

test('a table has no cell that a program takes for a formula', async () => {
  const [file] = await exported(lead, { conversationId, format: 'csv' });
  const csv = file?.content.toString() ?? '';
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csvOf(readCsv(csv), 'zh')).toBe(csv);
});

test('numbers are hidden unless somebody who may asks for them', async () => {
  expect(textIn(await exported(lead, { conversationId }))).not.toContain(PHONE);
  expect(textIn(await exported(lead, { conversationId, unmasked: true }))).toContain(PHONE);
  expect(textIn(await exported(analyst, { conversationId }))).not.toContain(PHONE);
});

type Written = { messages: { text: string; customer: string; sender: string; remark: string; messageId: string }[] };

const writtenIn = (files: GivenFile[]) => (JSON.parse(textIn(files)) as Written).messages;

test('a line names the customer it is of', async () => {
  const lines = writtenIn(await exported(lead, { conversationId }));
  const [first] = lines.filter(({ messageId }) => messageId === messageIds[0]);
  expect(first).toMatchObject({ customer: expect.stringMatching(/./), sender: first?.customer });
  expect(new Set(lines.map(({ customer }) => customer)).size).toBe(1);
});

describe('internal notes', () => {
  const NOTE = '内部备注，客户不可见';
  let meeting: Meeting;

  beforeAll(async () => {
    meeting = await meet(cloud.url, agent);
    const { conversationId: notesId } = await agent.ask('conversation', 'notes', {
      conversationId: meeting.conversationId,
    });
    const talk: [Person, string, unknown][] = [
      [meeting.customer, '杯子裂了一', meeting.conversationId],
      [agent, '裂了的给他退，备注一', notesId],
      [agent, '裂了可以退', meeting.conversationId],
      [agent, '裂了两次了，备注二', notesId],
    ];
    for (const [who, text, to] of talk) {
      const said = { conversationId: to, clientId: `n${++asked}`, kind: 'text', body: { text } };
      await who.ask('message', 'send', said);
    }
    await settle(cloud);
  });

  const ALL = ['杯子裂了一', '裂了的给他退，备注一', '裂了可以退', '裂了两次了，备注二'];
  const SAID = ALL.filter((text) => !text.includes('备注'));

  test.each(['conversation', 'search'] as const)(
    'are in the export of a %s only when they are asked for',
    async (of) => {
      const what = of === 'search' ? { text: '裂了' } : { conversationId: meeting.conversationId };
      const textsOf = (files: GivenFile[]) =>
        writtenIn(files).flatMap(({ text }) => (text.includes('裂了') ? [text] : []));
      expect(textsOf(await exported(lead, what))).toEqual(SAID);
      const files = await exported(lead, { ...what, withNotes: true });
      expect(textsOf(files)).toEqual(ALL);
      const marked = writtenIn(files).filter(({ remark }) => remark === NOTE);
      expect(marked.map(({ text }) => text)).toEqual(ALL.filter((text) => text.includes('备注')));
      expect(new Set(marked.map(({ customer }) => customer)).size).toBe(1);
    },
  );

  test.each(['xlsx', 'csv', 'json', 'html'] as ExportFormat[])(
    'are marked in %s, and under its hashes',
    async (format) => {
      const files = await exported(agent, { conversationId: meeting.conversationId, format, withNotes: true });
      expect(verifyFiles(files).flatMap(({ faults }) => faults)).toEqual([]);
      const [file] = files;
      const content = format === 'xlsx' ? JSON.stringify(readXlsx(file?.content ?? Buffer.from(''))) : textIn(files);
      expect(content.split(NOTE)).toHaveLength(3);
      const other = Buffer.from(textIn(files).replace('备注二', '备注三'));
      if (format !== 'xlsx' && file)
        expect(
          verifyFiles([{ ...file, content: other }]).flatMap(({ faults }) => faults.map(({ kind }) => kind)),
        ).toContain('changed');
    },
  );

  test('about themselves nobody exports or finds', async () => {
    const { conversationId: own } = await lead.ask('conversation', 'open');
    const { conversationId: notesId } = await agent.ask('conversation', 'notes', { conversationId: own });
    const body = { text: '这位组长很难缠' };
    await agent.ask('message', 'send', { conversationId: notesId, clientId: 'about', kind: 'text', body });
    await settle(cloud);
    const forbidden = { ok: false, code: 'FORBIDDEN' };
    expect(await lead.call('search', 'export', wish({ conversationId: own, withNotes: true }))).toMatchObject(
      forbidden,
    );
    expect(await lead.call('message', 'history', { conversationId: notesId, limit: 9 })).toMatchObject(forbidden);
    expect(await lead.ask('search', 'messages', { text: '很难缠' })).toMatchObject({ hits: [] });
    expect(await admin.ask('search', 'messages', { text: '很难缠' })).toMatchObject({ hits: [{ isNote: true }] });
  });
});

test('a search is exported with what it finds and nothing else', async () => {
  const text = textIn(await exported(lead, { text: '退款，电话' }));
  const { messages } = JSON.parse(text) as { messages: { messageId: string }[] };
  expect(messages.map(({ messageId }) => messageId)).toEqual([messageIds[0]]);
});

test.each([
  ['a search', () => other, {}],
  ['somebody else’s conversation', () => other, { conversationId: 'own' }],
  ['a customer’s own', () => customer, { conversationId: 'own' }],
  ['full numbers for an analyst', () => analyst, { conversationId: 'own', unmasked: true }],
  ['without a reason', () => lead, { conversationId: 'own', reason: ' ' }],
  ['an operator for a conversation', () => lead, { conversationId: { $ne: '' } }],
])('refused: %s', async (_, who, given) => {
  const id = 'conversationId' in given && given.conversationId === 'own' ? { conversationId } : {};
  expect(await who().call('search', 'export', wish({ ...given, ...id }))).toMatchObject({ ok: false });
});

test('nobody but who asked sees, opens, cancels an export, and no phone reads its files', async () => {
  const exportId = await begin(lead, { conversationId });
  await runJobs();
  expect(await summaryOf(admin, exportId)).toBeUndefined();
  expect(await admin.call('search', 'exportLinks', { exportId })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await admin.call('search', 'cancelExport', { exportId })).toMatchObject({ code: 'NOT_FOUND' });
  const [job] = (await records(cloud.url).find('jobs', { _id: exportId })) as Extract<
    JobDocument,
    { kind: 'export' }
  >[];
  const answer = await post(`${cloud.url}/web`, {
    action: 'storage.batchGetDownloadUrl',
    file_list: [{ fileid: job?.volumes[0]?.fileId, max_age: 60 }],
    access_token: lead.token,
  });
  expect(JSON.stringify(answer)).toContain('STORAGE_EXCEED_AUTHORITY');
});

test('what was asked for and why is in the log, and lies nowhere in plain', async () => {
  const exportId = await begin(lead, { text: '查无此话', reason: '内部稽核一号' });
  const { entries } = await admin.ask('audit', 'entries', { agentId: 'lead-1' });
  expect(JSON.stringify(entries)).toMatch(/内部稽核一号/);
  expect(JSON.stringify(entries)).toMatch(/查无此话/);
  expect(JSON.stringify(await records(cloud.url).find('jobs', { _id: exportId }))).not.toMatch(/稽核|查无/);
});

test('a message that cannot be verified is written as such, one that is gone as deleted, and none is skipped', async () => {
  const [first = '', second = ''] = messageIds;
  const [kept] = (await records(cloud.url).messages(conversationId)).filter(({ _id }) => _id === first);
  await records(cloud.url).change('messages', { _id: first }, { body: `${kept?.body.slice(0, -4)}AA==` });
  const text = textIn(await exported(lead, { conversationId }));
  const { messages } = JSON.parse(text) as { messages: { messageId: string; remark: string; text: string }[] };
  expect(messages.find(({ messageId }) => messageId === first)).toMatchObject({ remark: '无法验证', text: '' });
  expect(messages.map(({ messageId }) => messageId)).toEqual(expect.arrayContaining([first, second]));
  const found = writtenIn(await exported(lead, { text: '退款，电话' }));
  expect(found).toMatchObject([{ messageId: first, remark: '无法验证', text: '' }]);
  await records(cloud.url).change('messages', { _id: first }, { body: kept?.body });
});

describe('an export that is over', () => {
  test('cancelled before it is done, it leaves nothing', async () => {
    const exportId = await begin(lead, { conversationId });
    await lead.ask('search', 'cancelExport', { exportId });
    await runJobs();
    expect(await summaryOf(lead, exportId)).toMatchObject({ state: 'cancelled', files: [] });
    expect(await lead.call('search', 'exportLinks', { exportId })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('who leaves the team meanwhile gets nothing', async () => {
    const exportId = await begin(agent, { conversationId });
    await records(cloud.url).change('agents', { _id: 'agent-1' }, { deactivatedAt: 1 });
    await runJobs();
    await records(cloud.url).change('agents', { _id: 'agent-1' }, { deactivatedAt: 8e15 });
    const [job] = (await records(cloud.url).find('jobs', { _id: exportId })) as Extract<
      JobDocument,
      { kind: 'export' }
    >[];
    expect(job).toMatchObject({ volumes: [], refusedAt: expect.any(Number), doneAt: expect.any(Number) });
  });

  test('who may not have it any more gets no links, and that they tried is in the log', async () => {
    const found = await begin(lead, { text: '退款' });
    const plain = await begin(lead, { conversationId, unmasked: true });
    await runJobs();
    for (const [role, exportId] of [
      ['agent', found],
      ['analyst', plain],
    ]) {
      await records(cloud.url).change('agents', { _id: 'lead-1' }, { role });
      expect(await lead.call('search', 'exportLinks', { exportId })).toMatchObject({ code: 'FORBIDDEN' });
    }
    await records(cloud.url).change('agents', { _id: 'lead-1' }, { role: 'lead' });
    expect(await lead.call('search', 'exportLinks', { exportId: found })).toMatchObject({ ok: true });
    const refused = { action: 'search.exportLinks', outcome: 'FORBIDDEN', 'target.exportId': found };
    expect(await records(cloud.url).find('audit', refused)).toHaveLength(1);
  });

  test('after a week its files are deleted, whatever cuts that off', async () => {
    const exportId = await begin(lead, { conversationId });
    await runJobs();
    const { links } = await lead.ask('search', 'exportLinks', { exportId });
    await cloud.addFault({ target: 'storage', kind: 'error', rate: 1, count: 1 });
    await cloud.moveClock(EXPORT_KEPT_MS);
    for (let time = 0; time < 3; time += 1) {
      await runJobs();
      await cloud.moveClock(retryAt({ failures: time }, 0));
    }
    await runJobs();
    const [job] = (await records(cloud.url).find('jobs', { _id: exportId })) as JobDocument[];
    expect(job?.doneAt).toEqual(expect.any(Number));
    for (const { url } of links as ExportLink[]) expect((await fetch(url)).ok).toBe(false);
  });
});
