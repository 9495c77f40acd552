import { expect, test } from '@jest/globals';
import { NetworkError } from '../../../miniprogram/shared/failure';
import { SlicedSearch, type SearchState } from '../../../miniprogram/agent/sliced-search';

type Part = { found: number; cursor?: string; reachedAt: number };

/** A search over as many calls as there are numbers, each finding so many. */
function aSearch(founds: readonly number[], wanted = Infinity) {
  const states: SearchState[] = [];
  const asked: (string | undefined)[] = [];
  const search = { found: 0, failsAt: -1, onCall: (): void => undefined };
  const sliced = new SlicedSearch<Part>({
    ask: async (cursor) => {
      asked.push(cursor);
      const place = Number(cursor ?? 0);
      search.onCall();
      if (place === search.failsAt) throw new Error('NETWORK');
      const isLast = place === founds.length - 1;
      return Promise.resolve({
        found: founds[place] ?? 0,
        reachedAt: place,
        ...(!isLast && { cursor: `${place + 1}` }),
      });
    },
    onPart: ({ found }) => (search.found += found),
    onState: (state) => states.push(state),
    isEnough: () => search.found >= wanted,
  });
  return Object.assign(search, { sliced, states, asked });
}

test('it goes on by itself until there is enough, and from there at the next run', async () => {
  const search = aSearch([0, 0, 3, 4, 1], 3);
  await search.sliced.run();
  expect([search.found, search.asked]).toEqual([3, [undefined, '1', '2']]);
  expect(search.states).toEqual(['searching', 'paused']);
});

test('without a wish it goes to the end, where there is nothing to go on with', async () => {
  const search = aSearch([1, 1, 1]);
  await search.sliced.run();
  await search.sliced.run();
  expect([search.found, search.asked.length, search.states]).toEqual([3, 3, ['searching', 'done']]);
});

test('stopped, it keeps what was on its way and can go on', async () => {
  const search = aSearch([1, 1, 1]);
  search.onCall = () => search.sliced.stop();
  await search.sliced.run();
  expect([search.found, search.states]).toEqual([1, ['searching', 'stopped']]);
  search.onCall = () => undefined;
  await search.sliced.run();
  expect([search.found, search.states.at(-1)]).toEqual([3, 'done']);
});

test('after a failure it goes on where it failed', async () => {
  const search = aSearch([1, 1, 1]);
  search.failsAt = 1;
  await search.sliced.run();
  expect([search.found, search.states.at(-1)]).toEqual([1, 'failed']);
  search.failsAt = -1;
  await search.sliced.run();
  expect([search.found, search.asked]).toEqual([3, [undefined, '1', '1', '2']]);
});

test('what did not get through is asked again a few times before that is a failure', async () => {
  const search = aSearch([1, 1]);
  let calls = 0;
  search.onCall = () => {
    calls += 1;
    if (calls % 3 !== 0) throw new NetworkError();
  };
  await search.sliced.run();
  expect([search.found, calls, search.states.at(-1)]).toEqual([2, 6, 'done']);
});

test('closed, it tells nothing more', async () => {
  const search = aSearch([1, 1]);
  search.onCall = () => search.sliced.close();
  await search.sliced.run();
  expect([search.found, search.states]).toEqual([0, ['searching']]);
});
