import type { Presence } from '../../cloudfunctions/common/protocol/documents';
import type { Duty } from '../shared/duty';
import { chooseFrom } from '../shared/screens/action-sheet';
import { showFailure } from '../shared/screens/failure-text';
import { text } from '../shared/text/text';

const choices = ['online', 'busy', 'offline'] as const;

/** Lets the agent choose a presence; does nothing when the sheet is closed without a choice. */
export async function choosePresence(duty: Duty): Promise<void> {
  const itemList = choices.map((choice) => `${text.presence[choice]} · ${text.presenceHint[choice]}`);
  const index = await chooseFrom(itemList);
  const choice = index === undefined ? undefined : choices[index];
  if (choice) await setPresence(duty, choice);
}

/** Takes up or leaves a presence; says so when the cloud could not be told. */
export async function setPresence(duty: Duty, presence: Presence): Promise<void> {
  try {
    await duty.set(presence);
  } catch (error) {
    showFailure(error);
  }
}
