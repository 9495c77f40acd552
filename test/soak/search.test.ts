import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { corpus, MEAN_LINES, type Talk } from '../../scripts/corpus/chinese';
import { loadFunctions, runTimer } from '../support/assignment/functions';
import { scaled } from '../support/scale';
import { PlainScan, type Asker, type Question } from '../support/search/plain-scan';
import { Questions } from '../support/search/questions';
import { compared, SearchedCloud } from '../support/search/searched-cloud';
import type { Spoken } from '../support/search/spoken';
import { seed } from '../support/seed';

const MESSAGES = scaled(1_000, 100_000);
const QUESTIONS = scaled(80, 10_000);

/** Questions asked at once, while something is said. */
const AT_ONCE = 4;

const DAYS_MS = 90 * 86_400_000;

let cloud: SearchedCloud;
const scan = new PlainScan();
const startAt = Date.now() - DAYS_MS;

beforeAll(
  async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await loadFunctions();
    cloud = await SearchedCloud.open();
    await cloud.fill(corpus(seed, { startAt, gapMs: (DAYS_MS * MEAN_LINES) / MESSAGES / 1.5 }), MESSAGES);
    scan.add(cloud.spoken);
    await runTimer('daily');
  },
  scaled(240_000, 1_800_000),
);
afterAll(() => cloud.close());

/** Somebody who keeps on writing. */
class Live {
  readonly said = new Map<string, Spoken>();
  private readonly texts = this.lines();
  private conversationId = '';
  private count = 0;

  async begin(): Promise<void> {
    const opened = await cloud.ask<{ conversationId: string }>('live', 'conversation', { action: 'open' });
    this.conversationId = opened.conversationId;
  }

  async say(): Promise<Spoken> {
    const words = this.texts.next().value as string;
    const event = { action: 'send', conversationId: this.conversationId, kind: 'text', body: { text: words } };
    const clientId = `live-${++this.count}`;
    const sent = await cloud.ask<{ messageId: string; sentAt: number }>('live', 'message', { ...event, clientId });
    const one: Spoken = {
      ...sent,
      streamId: this.conversationId,
      role: 'customer',
      kind: 'text',
      words,
      isRecalled: false,
      talk: this.talk(),
    };
    this.said.set(one.messageId, one);
    return one;
  }

  private *lines(): Generator<string> {
    for (const { lines } of corpus(seed + 1, { startAt, gapMs: 1 })) yield* lines.map(({ text }) => text);
  }

  private talk = (): Talk => ({
    id: this.conversationId,
    customer: { id: 'live', name: '微信用户live', phone: '', tags: [] },
    agent: { id: 'nobody', name: '无人' },
    skill: '',
    product: { id: '', name: '' },
    tags: [],
    lines: [],
  });
}

/** Asks while messages arrive: those are no matter, but what is found of them has to be right, too. */
async function compare(question: Question, asker: Asker, live: Live): Promise<void> {
  const expected = scan.answer(question, asker).map(({ messageId }) => messageId);
  const isNew = (id: string) => live.said.has(id) && !expected.includes(id);
  const found = await cloud.search(question, asker, (id) => !isNew(id));
  const told = JSON.stringify({ question, asker });
  expect({ told, found: compared(found.filter((id) => !isNew(id))) }).toEqual({ told, found: compared(expected) });
  const extra = new PlainScan();
  extra.add(found.flatMap((id) => live.said.get(id) ?? []));
  const right = new Set(extra.answer(question, asker).map(({ messageId }) => messageId));
  expect(found.filter((id) => live.said.has(id) && !right.has(id))).toEqual([]);
}

test(
  'a search finds what a plain scan of all that was said finds, in the same order, while more is said',
  async () => {
    const live = new Live();
    await live.begin();
    const questions = new Questions(seed, cloud.spoken, Date.now());
    for (let asked = 0; asked < QUESTIONS; asked += AT_ONCE) {
      const saying = live.say();
      const asking = Array.from({ length: AT_ONCE }, () => questions.next());
      await Promise.all(asking.map(({ question, asker }) => compare(question, asker, live)));
      scan.add([await saying]);
      if (asked > 0 && asked % 500 === 0) console.log(`${asked} of ${QUESTIONS} questions asked`);
    }
    expect(cloud.mostExamined).toBeLessThanOrEqual(2_000);
    console.log(
      `${QUESTIONS} questions about ${cloud.spoken.length} messages in ${cloud.calls} calls, and nothing amiss.`,
    );
  },
  scaled(240_000, 4 * 3_600_000),
);
