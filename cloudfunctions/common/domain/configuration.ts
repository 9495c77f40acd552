import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, QuickReplyDocument } from '../protocol/documents';
import type { Problem } from '../protocol/problems';
import type { PrivateSettings, Settings } from '../protocol/settings';
import { readAssignmentRules } from './assignment-rules';
import type { Finding } from './checking';
import { lowContrasts } from './contrast';
import { readAgent, readQuickReply } from './hand-edited';
import { readPrivateSettings, readSettings } from './settings';

type Place = Pick<Problem, 'document' | 'id'>;

const publicPlace: Place = { document: 'settings', id: 'public' };
const privatePlace: Place = { document: 'settings_private', id: 'private' };

const rulesPlace: Place = { document: 'settings_private', id: 'assignment' };

const at =
  (place: Place) =>
  (finding: Finding): Problem => ({ ...place, ...finding });

const doubt = (place: Place, path: string, code: Problem['code'], detail: string): Problem => ({
  ...place,
  path,
  code,
  detail,
  isWarning: true,
});

const contrastProblems = ({ theme }: Settings): Problem[] =>
  lowContrasts(theme).map(({ path, ratio }) => doubt(publicPlace, path, 'lowContrast', ratio.toFixed(1)));

/** What stands in the settings by themselves. Each part may be left out. */
export function settingsProblems(written: { settings?: unknown; privateSettings?: unknown }): Problem[] {
  const { read, findings } = readSettings(written.settings);
  const hidden = readPrivateSettings(written.privateSettings);
  return [...findings.map(at(publicPlace)), ...contrastProblems(read), ...hidden.findings.map(at(privatePlace))];
}

/** What stands in the rules of assignment by themselves. */
export const rulesProblems = (written: unknown): Problem[] => readAssignmentRules(written).findings.map(at(rulesPlace));

/** Templates without texts, and texts for templates nobody uses. */
function templateProblems({ templates }: Settings, { alerts }: PrivateSettings): Problem[] {
  const used = new Set([...templates.customer, ...templates.agent]);
  const silent = [...used].filter((templateId) => !Object.hasOwn(alerts.texts, templateId));
  const unused = Object.keys(alerts.texts).filter((templateId) => !used.has(templateId));
  return [
    ...silent.map((templateId) => doubt(privatePlace, 'alerts.texts', 'noTexts', templateId)),
    ...unused.map((templateId) => doubt(privatePlace, `alerts.texts.${templateId}`, 'unknownTemplate', templateId)),
  ];
}

function onCallProblems({ alerts }: PrivateSettings, agents: ReadonlySet<string>): Problem[] {
  return alerts.onCall.flatMap((agentId, index) =>
    agents.has(agentId) ? [] : [doubt(privatePlace, `alerts.onCall[${index}]`, 'unknownAgent', agentId)],
  );
}

/** What admins can edit by hand, as it stands in the database. */
export type Configuration = {
  rules: unknown;
  settings: unknown;
  privateSettings: unknown;
  quickReplies: readonly QuickReplyDocument[];
  agents: readonly AgentDocument[];
};

/** Everything that is wrong with it, document by document. */
export function configurationProblems({
  settings,
  privateSettings,
  rules,
  quickReplies,
  agents,
}: Configuration): Problem[] {
  const hidden = readPrivateSettings(privateSettings).read;
  const ids = new Set(agents.map(({ _id }) => _id));
  return [
    ...settingsProblems({ settings, privateSettings }),
    ...rulesProblems(rules),
    ...templateProblems(readSettings(settings).read, hidden),
    ...onCallProblems(hidden, ids),
    ...quickReplies.flatMap((reply) => readQuickReply(reply).map(at({ document: 'quick_replies', id: reply._id }))),
    ...ownerProblems(quickReplies, ids),
    ...agents.flatMap((agent) => readAgent(agent).map(at({ document: 'agents', id: agent._id }))),
    ...addressProblems(agents),
    ...skillProblems(agents, readAssignmentRules(rules).read),
  ];
}

const ownerProblems = (replies: readonly QuickReplyDocument[], agents: ReadonlySet<string>): Problem[] =>
  replies
    .filter(({ owner }) => owner !== 'team' && !agents.has(owner))
    .map(({ _id, owner }) => doubt({ document: 'quick_replies', id: _id }, 'owner', 'unknownAgent', owner));

/** Skills that no rule knows. Without any rules, customers may still come for a skill that a page names. */
const skillProblems = (agents: readonly AgentDocument[], { skills }: AssignmentRules): Problem[] => {
  const known = new Set(skills.map(({ id }) => id));
  if (known.size === 0) return [];
  return agents.flatMap(({ _id, skills: own }) =>
    [own ?? []]
      .flat()
      .flatMap((skill, index) =>
        known.has(skill) ? [] : [doubt({ document: 'agents', id: _id }, `skills[${index}]`, 'unknownSkill', skill)],
      ),
  );
};

/** Two people with one address: the second is never found. */
const addressProblems = (agents: readonly AgentDocument[]): Problem[] =>
  agents
    .filter(({ to }, index) => agents.findIndex((other) => other.to === to) !== index)
    .map(({ _id, to }) => ({ document: 'agents', id: _id, path: 'to', code: 'duplicate', detail: to }));
