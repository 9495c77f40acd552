import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SAVED_SEARCH_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import type { SavedSearch } from '../../cloudfunctions/common/protocol/search';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, persons, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let lead: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, lead] = await persons(cloud.url, 'agent-1', 'lead-1');
});
afterAll(() => cloud.close());

const save = (who: Person, searchId: string, name: string, conditions: object) =>
  who.call('search', 'save', { searchId, name, conditions });

const savedBy = async (who: Person): Promise<SavedSearch[]> =>
  (await who.ask('search', 'saved'))['searches'] as SavedSearch[];

test('each keeps searches of their own, the latest first, and the same one once', async () => {
  await save(agent, 's1', '王小姐的退款', { text: '退款', customer: '王小姐', days: 7 });
  await save(agent, 's2', '图片', { kind: 'image', order: 'oldest' });
  await save(agent, 's1', '王小姐的退货', { text: '退货' });
  await save(lead, 's1', '主管的', { ratings: [1, 2] });
  expect((await savedBy(agent)).map(({ searchId, name, conditions }) => [searchId, name, conditions])).toEqual([
    ['s1', '王小姐的退货', { text: '退货' }],
    ['s2', '图片', { kind: 'image', order: 'oldest' }],
  ]);
  expect((await savedBy(lead)).map(({ name }) => name)).toEqual(['主管的']);
});

test('what is looked for does not lie about in plain', async () => {
  const stored = JSON.stringify(await records(cloud.url).find('saved_searches', {}));
  for (const words of ['退货', '王小姐', '主管的', 'image']) expect(stored).not.toContain(words);
});

test('removing removes one’s own, and removing again changes nothing', async () => {
  for (let time = 0; time < 2; time++) await lead.ask('search', 'removeSaved', { searchId: 's1' });
  expect(await savedBy(lead)).toEqual([]);
  expect(await savedBy(agent)).toHaveLength(2);
});

test('one that was changed, or moved to somebody else, is left out', async () => {
  const [one] = (await records(cloud.url).find('saved_searches', { _id: 'agent-1:s2' })) as { body: string }[];
  await save(lead, 's2', '主管的', {});
  await records(cloud.url).change('saved_searches', { _id: 'lead-1:s2' }, { body: one?.body });
  expect(await savedBy(lead)).toEqual([]);
});

test('nobody keeps more than the list can show, and customers keep none', async () => {
  for (let number = 0; number < SAVED_SEARCH_LIMIT; number++) await save(agent, `many-${number}`, 'x', {});
  expect(await savedBy(agent)).toHaveLength(SAVED_SEARCH_LIMIT);
  expect(await save(agent, 'one-more', 'x', {})).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
  const customer = await person(cloud.url, 'customer-1');
  expect(await save(customer, 's', 'x', {})).toMatchObject({ ok: false, code: 'FORBIDDEN' });
});

test.each([{ text: { $ne: null } }, { days: 8 }, { ratings: [] }])('%j is no search', async (conditions) => {
  expect(await save(agent, 's1', 'x', conditions)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});
