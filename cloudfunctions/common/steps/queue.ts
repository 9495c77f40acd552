import { command, conversations } from '../cloud/db';
import { isLongWait, positionsIn, waitingAt } from '../domain/queue';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { ConversationDocument } from '../protocol/documents';
import { currentRules } from './settings';
import { servedAt } from './state';
import { stateDocuments, tellDocuments } from './tell';

/** The front of the queue, whose places are kept current, and how many are told at once. */
const FRONT = 200;
const MOST_TOLD = 20;

const NEEDED = ['status', 'skill', 'queuedAt', 'queueAt', 'readers', 'people', 'lastSeq', 'toldPosition', 'isToldLong'];

type News = { conversation: ConversationDocument; position: number; isLong: boolean };

/** Those who were told something else last, or nothing. */
async function findNews(rules: AssignmentRules, now: number): Promise<News[]> {
  const waiting = { status: 'queued' };
  const queue = await conversations.find(waiting, { sort: ['queueAt', 'asc'], limit: FRONT, fields: NEEDED });
  const positions = positionsIn(queue);
  return queue
    .map((one) => ({
      conversation: one,
      position: positions.get(one._id) ?? 1,
      isLong: isLongWait(one, rules, now),
    }))
    .filter(
      ({ conversation: { toldPosition, isToldLong = false }, position, isLong }) =>
        position !== toldPosition || isLong !== isToldLong,
    );
}

/** Tells those who wait where they stand, if they do not know; of very many only the first, and the rest the next time. */
export async function tellQueue(now: number, limit = MOST_TOLD): Promise<void> {
  const rules = await currentRules(now);
  const news = (await findNews(rules, now)).slice(0, limit);
  if (news.length === 0) return;
  const speeds = await speedsOf(news, now);
  const documents = news.flatMap(({ conversation, position }) => {
    const waiting = waitingAt(position, conversation, speeds.get(conversation.skill) ?? [], rules, now);
    return stateDocuments(conversation, waiting, `${conversation.lastSeq}:${now}`);
  });
  await tellDocuments(documents);
  await remember(news);
}

/** How far somebody has moved since they were last told; undefined for those who were told nothing yet. */
const moved = ({ conversation: { toldPosition }, position }: News) =>
  toldPosition === undefined ? undefined : position - toldPosition;

/**
 * Those who have moved alike are remembered in one request. What comes of two who tell at the same time is put right the next time
 * somebody tells.
 */
async function remember(news: readonly News[]): Promise<void> {
  const groups = new Map<string, News[]>();
  for (const one of news) {
    const key = `${moved(one) ?? `at ${one.position}`} ${one.isLong}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  await Promise.all([...groups.values()].map(rememberAlike));
}

async function rememberAlike(news: readonly News[]): Promise<void> {
  const [first] = news;
  if (!first) return;
  const by = moved(first);
  await conversations.changeAll(
    { _id: command.in(news.map(({ conversation }) => conversation._id)), status: 'queued' },
    { toldPosition: by === undefined ? first.position : command.inc(by), isToldLong: first.isLong },
  );
}

/** When the last ones were served, by skill. */
async function speedsOf(news: readonly News[], now: number): Promise<Map<string | undefined, number[]>> {
  const skills = [...new Set(news.map(({ conversation }) => conversation.skill))];
  return new Map(await Promise.all(skills.map(async (skill) => [skill, await servedAt(skill, now)] as const)));
}
