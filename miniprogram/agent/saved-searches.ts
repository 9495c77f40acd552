import type { Conditions, SavedSearch } from '../../cloudfunctions/common/protocol/search';
import { call } from '../shared/cloud';
import { randomName } from '../shared/random';
import { summaryOf } from './search-conditions';
import { recordsText } from './text/records';

/** A kept search as the list shows it. */
export type SavedRow = { id: string; name: string; summary: string; removing: string };

export const savedRows = (searches: readonly SavedSearch[], skillName: (id: string) => string): SavedRow[] =>
  searches.map(({ searchId: id, name, conditions }) => ({
    id,
    name,
    summary: summaryOf(conditions, skillName),
    removing: recordsText.records.saved.removeNamed(name),
  }));

export async function fetchSaved(): Promise<SavedSearch[]> {
  return (await call('search', 'saved', {})).searches;
}

export async function saveSearch(name: string, conditions: Conditions): Promise<void> {
  await call('search', 'save', { searchId: await randomName(), name, conditions });
}

export const removeSearch = (searchId: string): Promise<null> => call('search', 'removeSaved', { searchId });
