import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { CheckDocument, Withheld } from '../../cloudfunctions/common/protocol/documents';
import { MEDIA_VERDICT_MS } from '../../cloudfunctions/common/protocol/limits';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { upload } from '../support/files';
import { meet, seenBy, seqsOf, toldTo, type Meeting } from '../support/meeting';
import { person, post, records, type Person } from '../support/people';

let cloud: TestCloud;
let admin: Person;
let agent: Person;
let lead: Person;
let meeting: Meeting;
let clientIds = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  admin = await person(cloud.url, 'admin-1');
  agent = await person(cloud.url, 'agent-1');
  lead = await person(cloud.url, 'lead-1');
  await moderate();
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, agent);
});
afterEach(async () => {
  await cloud.clearFaults();
  await lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

/** What functions go by from now on, and how the cloud judges files: by their names, soon. */
async function moderate(given: object = {}, local: object = {}): Promise<void> {
  const moderation = { isOn: true, words: [], onFailure: 'deliver', ...given };
  await admin.ask('team', 'saveSettings', { privateSettings: { moderation } });
  const words = [
    { word: 'risky', suggest: 'risky', label: 20002 },
    { word: 'doubtful', suggest: 'review', label: 20002 },
  ];
  await post(`${cloud.url}/local/moderation`, { words, mediaDelayMs: 200, mediaFunction: 'media', ...local });
  await cloud.moveClock(61_000);
}

/** Verdicts that never come: they are brought to somebody who does not listen. */
const silence = { mediaFunction: 'team' };

type Sent = { messageId: unknown; clientId: string; fileId: string };

/** Uploads a file and sends it. */
async function show(who: Person, name = 'cat', kind: 'image' | 'voice' | 'video' = 'image', more = {}): Promise<Sent> {
  const { conversationId } = meeting;
  const clientId = `m${++clientIds}`;
  const fileId = await upload(cloud.url, who, `kefu/${conversationId}/${clientId}-${name}.png`);
  const sizes = { size: 1, width: 1, height: 1, duration: 1000 };
  const sent = { conversationId, clientId, kind, body: { fileId, ...sizes, ...more } };
  const answer = await who.call('message', 'send', sent);
  return { messageId: answer.ok ? answer.data['messageId'] : undefined, clientId, fileId };
}

async function linksFor(who: Person, ...messageIds: unknown[]): Promise<{ messageId: string; url: string }[]> {
  const { conversationId } = meeting;
  const { links } = await who.ask('message', 'links', { conversationId, messageIds });
  return links as { messageId: string; url: string }[];
}

/** Waits until the verdict on a message has arrived, and answers why it is withheld, if it is. */
async function verdictOn(messageId: unknown): Promise<Withheld | undefined> {
  for (;;) {
    const { checking = [] } = await records(cloud.url).conversation(meeting.conversationId);
    if (checking.some((one) => one.messageId === messageId)) {
      await setTimeout(50);
      continue;
    }
    const [kept] = (await records(cloud.url).find('messages', { _id: messageId })) as { withheld?: Withheld }[];
    return kept?.withheld;
  }
}

const checksOf = async (messageId: unknown) =>
  (await records(cloud.url).find('checks', { messageId })) as CheckDocument[];

async function expectWhole(): Promise<void> {
  const { all, kept, told } = await seqsOf(cloud.url, meeting.conversationId);
  expect({ kept, told }).toEqual({ kept: all, told: told.map(() => all) });
}

describe('while nobody judges', () => {
  beforeAll(() => moderate({ isOn: false }));

  test('both sides get links by which the file can be had', async () => {
    const { messageId } = await show(meeting.customer);
    for (const who of [meeting.customer, agent, lead]) {
      const [link] = await linksFor(who, messageId);
      expect(link).toMatchObject({ messageId, until: expect.any(Number) });
      expect(await (await fetch(link?.url ?? '')).text()).toBe('x');
    }
  });

  test('every file of a message has a link', async () => {
    const { conversationId } = meeting;
    const original = { fileId: await upload(cloud.url, meeting.customer, `kefu/${conversationId}/big.png`), size: 9 };
    const picture = await show(meeting.customer, 'a', 'image', { original });
    const cover = await upload(cloud.url, meeting.customer, `kefu/${conversationId}/cover.png`);
    const film = await show(meeting.customer, 'b', 'video', { cover });
    const links = await linksFor(agent, picture.messageId, film.messageId);
    expect(links).toHaveLength(2);
    expect(links).toContainEqual(
      expect.objectContaining({ messageId: picture.messageId, original: expect.anything() }),
    );
    expect(links).toContainEqual(expect.objectContaining({ messageId: film.messageId, cover: expect.anything() }));
  });

  test('there are none for texts, for files that are gone, for what was taken back, or for other conversations', async () => {
    const { conversationId, customer } = meeting;
    const { messageId } = await show(customer);
    const text = { conversationId, clientId: 'text', kind: 'text', body: { text: '看图' } };
    const said = await customer.ask('message', 'send', text);
    const gone = `cloud://local.6c6f-local-1250000000/kefu/${conversationId}/gone.png`;
    const lost = { conversationId, clientId: 'gone', kind: 'voice', body: { fileId: gone, duration: 1, size: 1 } };
    const missing = await customer.ask('message', 'send', lost);
    const slip = await show(customer);
    await customer.ask('message', 'recall', { conversationId, messageId: slip.messageId });
    const asked = [messageId, said['messageId'], missing['messageId'], slip.messageId, 'other'];
    for (const who of [agent, customer])
      expect((await linksFor(who, ...asked)).map((link) => link.messageId)).toEqual([messageId]);
    const forLead = (await linksFor(lead, ...asked)).map((link) => link.messageId);
    expect(new Set(forLead)).toEqual(new Set([messageId, slip.messageId]));
    expect(await toldTo(cloud.url, 'agent-1', slip.messageId)).toMatchObject({ body: '' });
  });

  test.each([
    ['another conversation’s folder', (id: string) => `kefu/${id}x/a.png`],
    ['a folder within', (id: string) => `kefu/${id}/b/a.png`],
    ['the way out', (id: string) => `kefu/${id}/../other/a.png`],
    ['quick replies', () => 'kefu/replies/a.png'],
    ['anywhere', () => 'a.png'],
    ['somewhere that only looks right', (id: string) => `x/kefu/${id}/a.png`],
    ['the folder itself', (id: string) => `kefu/${id}/`],
  ])('a file in %s is refused', async (_, path) => {
    const { conversationId, customer } = meeting;
    const fileId = `cloud://local.6c6f-local-1250000000/${path(conversationId)}`;
    const good = await upload(cloud.url, meeting.customer, `kefu/${conversationId}/good.png`);
    const bodies = [
      { kind: 'image', body: { fileId, width: 1, height: 1, size: 1 } },
      { kind: 'image', body: { fileId: good, width: 1, height: 1, size: 1, original: { fileId, size: 1 } } },
      { kind: 'video', body: { fileId: good, cover: fileId, width: 1, height: 1, size: 1, duration: 1 } },
      { kind: 'voice', body: { fileId, duration: 1, size: 1 } },
      { kind: 'file', body: { fileId, name: 'a', size: 1 } },
    ];
    for (const [index, one] of bodies.entries()) {
      const answer = await customer.call('message', 'send', { conversationId, clientId: `bad-${index}`, ...one });
      expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
    }
  });
});

describe('a picture or a voice of a customer', () => {
  test('is seen by nobody else, and has no link, until its verdict', async () => {
    await moderate({}, silence);
    const { messageId } = await show(meeting.customer);
    const hidden = { body: '', withheld: 'checking' };
    expect(await seenBy(agent, meeting.conversationId, messageId)).toMatchObject(hidden);
    expect(await toldTo(cloud.url, 'agent-1', messageId)).toMatchObject(hidden);
    expect(await linksFor(agent, messageId)).toEqual([]);
    expect(await linksFor(meeting.customer, messageId)).toHaveLength(1);
    expect(await linksFor(lead, messageId)).toHaveLength(1);
  });

  test.each([
    ['cat', 'image', undefined],
    ['cat', 'voice', undefined],
    ['risky', 'image', 'risky'],
    ['risky', 'voice', 'risky'],
    ['doubtful', 'image', 'unchecked'],
    ['risky', 'video', undefined],
  ] as const)('named %s (%s) is then withheld as %s', async (name, kind, withheld) => {
    await moderate();
    const { messageId } = await show(meeting.customer, name, kind);
    expect(await verdictOn(messageId)).toBe(withheld);
    const isHidden = withheld !== undefined;
    expect(await linksFor(agent, messageId)).toHaveLength(isHidden ? 0 : 1);
    for (const [to, isAuthor] of [
      ['agent-1', false],
      [meeting.openid, true],
    ] as const) {
      const told = await toldTo(cloud.url, to, messageId);
      expect([told?.withheld, told?.body === '']).toEqual([withheld, isHidden && !isAuthor]);
    }
    await expectWhole();
  });

  test('is withheld if only its original is risky', async () => {
    await moderate();
    const original = {
      fileId: await upload(cloud.url, meeting.customer, `kefu/${meeting.conversationId}/risky-big.png`),
      size: 9,
    };
    const { messageId } = await show(meeting.customer, 'cat', 'image', { original });
    expect(await verdictOn(messageId)).toBe('risky');
    expect(await checksOf(messageId)).toHaveLength(2);
  });

  test('an agent’s is not judged', async () => {
    await moderate({}, silence);
    for (const round of [1, 2]) {
      const { messageId } = await show(agent, `risky-${round}`);
      expect(await linksFor(meeting.customer, messageId)).toHaveLength(1);
      expect(await checksOf(messageId)).toEqual([]);
    }
  });

  test.each([
    ['deliver', undefined],
    ['withhold', 'unchecked'],
  ] as const)('that the platform cannot judge: %s', async (onFailure, withheld) => {
    await moderate({ onFailure });
    await cloud.addFault({ target: 'openapi', kind: 'error', rate: 1 });
    const { messageId } = await show(meeting.customer);
    expect(await verdictOn(messageId)).toBe(withheld);
  });

  test.each([
    ['deliver', undefined],
    ['withhold', 'unchecked'],
  ] as const)('without a verdict for 35 minutes: %s', async (onFailure, withheld) => {
    await moderate({ onFailure }, silence);
    const { messageId } = await show(meeting.customer);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    expect((await seenBy(agent, meeting.conversationId, messageId))?.withheld).toBe('checking');
    const { checkAt } = await records(cloud.url).conversation(meeting.conversationId);
    expect(checkAt).toBeLessThan(Number.MAX_SAFE_INTEGER);
    await cloud.moveClock(MEDIA_VERDICT_MS);
    await cloud.runTimer('sweep');
    expect(await verdictOn(messageId)).toBe(withheld);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    await expectWhole();
  });

  test('is waited for also when the conversation has ended meanwhile', async () => {
    await moderate({}, silence);
    const { messageId } = await show(meeting.customer);
    await agent.ask('conversation', 'close', { conversationId: meeting.conversationId });
    await cloud.moveClock(MEDIA_VERDICT_MS + 1000);
    await cloud.runTimer('sweep');
    expect(await verdictOn(messageId)).toBeUndefined();
    expect(await linksFor(agent, messageId)).toHaveLength(1);
  });

  test('that a lead released stays released, whatever the verdict', async () => {
    await moderate({}, silence);
    const { conversationId } = meeting;
    const { messageId } = await show(meeting.customer, 'risky');
    await lead.ask('message', 'release', { conversationId, messageId });
    const [check] = await checksOf(messageId);
    await tell({ trace_id: check?._id, result: { suggest: 'risky' } });
    expect(await seenBy(agent, conversationId, messageId)).not.toHaveProperty('withheld');
    expect(await linksFor(agent, messageId)).toHaveLength(1);
  });
});

/** Tells the function `media` something, as anybody can; whether it was heeded. */
async function tell(event: object, who: Person = meeting.customer): Promise<boolean> {
  const told = { MsgType: 'event', Event: 'wxa_media_check', errcode: 0, ...event };
  return who.call('media', '', told).then(
    () => true,
    () => false,
  );
}

describe('a verdict that anybody may bring', () => {
  beforeEach(() => moderate({}, silence));

  test.each([
    ['with a made-up trace id', { trace_id: 'made-up', result: { suggest: 'pass' } }],
    ['with the message’s own id', (id: unknown) => ({ trace_id: id, result: { suggest: 'pass' } })],
    ['with an operator for a trace id', { trace_id: { $ne: null }, result: { suggest: 'pass' } }],
    ['with a list of trace ids', { trace_id: ['a'], result: { suggest: 'pass' } }],
    ['with no trace id', { result: { suggest: 'pass' } }],
    ['of another event', { Event: 'debug_demo', trace_id: 'made-up' }],
  ])('%s changes nothing', async (_, event) => {
    const { messageId } = await show(meeting.customer, 'risky');
    expect(await tell(typeof event === 'function' ? event(messageId) : event)).toBe(false);
    expect((await seenBy(agent, meeting.conversationId, messageId))?.withheld).toBe('checking');
  });

  test('is heeded once: the first one counts', async () => {
    const { messageId } = await show(meeting.customer);
    const [check] = await checksOf(messageId);
    expect(await tell({ trace_id: check?._id, result: { suggest: 'risky' } })).toBe(true);
    expect(await tell({ trace_id: check?._id, result: { suggest: 'pass' } })).toBe(true);
    expect(await verdictOn(messageId)).toBe('risky');
  });

  test.each([
    ['an error', { errcode: -1008 }],
    ['an unknown suggestion', { result: { suggest: 'fine' } }],
    ['no result', {}],
  ])('with %s is none: what the business chose happens', async (_, event) => {
    await moderate({ onFailure: 'withhold' }, silence);
    const { messageId } = await show(meeting.customer);
    const [check] = await checksOf(messageId);
    expect(await tell({ trace_id: check?._id, ...event })).toBe(true);
    expect(await verdictOn(messageId)).toBe('unchecked');
  });
});

const cuts = ['conversations', 'messages', 'feed', 'checks'].flatMap((match) =>
  (['error', 'drop', 'kill'] as const).map((kind) => ({ target: 'database' as const, match, kind })),
);

/** The function may also end while it asks the platform, or for the link the platform needs. */
const killed = [
  { target: 'openapi' as const, match: 'security.mediaCheckAsync', kind: 'kill' as const },
  { target: 'storage' as const, match: 'storage.batchGetDownloadUrl', kind: 'error' as const },
];

test.each([...cuts, ...killed])('sending cut at $match ($kind): it is judged all the same, once', async (cut) => {
  await moderate();
  await cloud.addFault({ ...cut, rate: 1, count: 1 });
  const { clientId } = await show(meeting.customer, 'risky').catch(() => ({ clientId: `m${clientIds}` }));
  await cloud.clearFaults();
  for (let round = 0; round < 2; round += 1) {
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
  }
  const kept = (await records(cloud.url).messages(meeting.conversationId)).filter((one) => one.clientId === clientId);
  for (const { _id } of kept) {
    expect(await verdictOn(_id)).toBe('risky');
    expect(await toldTo(cloud.url, 'agent-1', _id)).toMatchObject({ body: '', withheld: 'risky' });
    expect(await linksFor(agent, _id)).toEqual([]);
  }
  await expectWhole();
});

test.each(cuts.flatMap((cut) => ['cat', 'risky'].map((name) => ({ ...cut, name }))))(
  'the verdict on $name cut at $match ($kind): it is brought again, and decides',
  async ({ name, ...cut }) => {
    await moderate({}, silence);
    const { messageId } = await show(meeting.customer, name);
    const verdict = {
      trace_id: (await checksOf(messageId))[0]?._id,
      result: { suggest: name === 'cat' ? 'pass' : name },
    };
    await cloud.addFault({ ...cut, rate: 1, count: 1 });
    await tell(verdict);
    await cloud.clearFaults();
    expect(await tell(verdict)).toBe(true);
    expect(await verdictOn(messageId)).toBe(name === 'cat' ? undefined : 'risky');
    expect((await toldTo(cloud.url, 'agent-1', messageId))?.withheld).toBe(name === 'cat' ? undefined : 'risky');
    await expectWhole();
  },
);
