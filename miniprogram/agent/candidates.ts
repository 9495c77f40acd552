import type { Colleague } from '../../cloudfunctions/common/protocol/team';
import { words } from './text/words';

const says = words.transfer;

/** A colleague as somebody to hand a conversation to; `isOff`: cannot take it, and `note` says why. */
export type Candidate = Colleague & { note: string; isOff: boolean };

/** Who can take a conversation stands first. Analysts serve nobody. */
export function candidates(colleagues: readonly Colleague[]): Candidate[] {
  const all = colleagues.filter(({ role }) => role !== 'analyst').map(candidate);
  return [...all.filter(({ isOff }) => !isOff), ...all.filter(({ isOff }) => isOff)];
}

function candidate(colleague: Colleague): Candidate {
  const { presence, load, capacity } = colleague;
  const obstacle = presence === 'offline' || presence === 'away' ? says[presence] : load >= capacity ? says.full : '';
  const loadText = says.load(load, capacity);
  return { ...colleague, isOff: obstacle !== '', note: obstacle ? `${obstacle} · ${loadText}` : loadText };
}
