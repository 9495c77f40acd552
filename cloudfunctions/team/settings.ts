import type { Data } from '../common/protocol/action';
import type { team } from '../common/protocol/team';
import { privateSettings, settings as publicSettings } from '../common/cloud/db';
import { readPrivateSettings, readSettings } from '../common/domain/settings';
import { PRIVATE_ID, PUBLIC_ID } from '../common/steps/settings';

/** Both parts of the settings as functions understand them now. */
export async function settings(): Promise<Data<typeof team.settings>> {
  const [written, writtenPrivate] = await Promise.all([publicSettings.get(PUBLIC_ID), privateSettings.get(PRIVATE_ID)]);
  return { settings: readSettings(written).read, privateSettings: readPrivateSettings(writtenPrivate).read };
}
