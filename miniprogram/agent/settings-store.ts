import type { Problem } from '../../cloudfunctions/common/protocol/problems';
import type { PrivateSettings, Settings } from '../../cloudfunctions/common/protocol/settings';
import { call } from '../shared/cloud';

export type AllSettings = { settings: Settings; privateSettings: PrivateSettings };

/** Both parts of the settings as they are in force. */
export const fetchSettings = (): Promise<AllSettings> => call('team', 'settings', {});

/** Saves the parts that are given, whole. Nothing is saved while something in them is wrong. */
export const saveSettings = (parts: Partial<AllSettings>): Promise<{ isSaved: boolean; problems: Problem[] }> =>
  call('team', 'saveSettings', parts);
