import { recordsText } from './text/records';

const says = recordsText.log;

/** What an action is called in the log; what gets there only when it is refused is told by its own name. */
export const deedName = (action: string): string =>
  (says.deeds as Record<string, string>)[action] ?? says.otherDeed(action);
