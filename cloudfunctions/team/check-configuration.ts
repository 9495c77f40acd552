import type { Data } from '../common/protocol/action';
import type { team } from '../common/protocol/team';
import { agents, privateSettings, quickReplies, settings } from '../common/cloud/db';
import { configurationProblems } from '../common/domain/configuration';
import { PRIVATE_ID, PUBLIC_ID, RULES_ID } from '../common/steps/settings';

/** Documents of each collection that are looked at. */
const MOST = 1000;

/** Lists what is wrong with everything admins can edit by hand. */
export async function checkConfiguration(): Promise<Data<typeof team.checkConfiguration>> {
  const [written, writtenPrivate, rules, replies, people] = await Promise.all([
    settings.get(PUBLIC_ID),
    privateSettings.get(PRIVATE_ID),
    privateSettings.get(RULES_ID),
    quickReplies.find({}, { limit: MOST }),
    agents.find({}, { limit: MOST }),
  ]);
  const problems = configurationProblems({
    settings: written,
    privateSettings: writtenPrivate,
    rules,
    quickReplies: replies,
    agents: people,
  });
  return { problems };
}
