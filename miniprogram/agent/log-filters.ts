import { auditing } from '../../cloudfunctions/common/protocol/auditing';
import type { Colleague } from '../../cloudfunctions/common/protocol/team';
import { deedName } from './log-deeds';
import { recordsText } from './text/records';

const says = recordsText.log;

const DAY_MS = 24 * 3_600_000;

/** What of the log is wanted. */
export type LogWish = { days?: number; agentId?: string; what?: string; conversationId?: string; isRefused?: true };

export type LogChip = {
  name: 'time' | 'who' | 'deed' | 'refused' | 'conversation';
  title: string;
  /** What is narrowed by, and to what. */
  label: string;
  isChosen: boolean;
  hasMenu: boolean;
};

export type LogChoice = { value: string; title: string; isChosen: boolean };

const daysName = (days: number | undefined): string | undefined => (says.days as Record<number, string>)[days ?? 0];

/** One that is on or off. */
const plain = (name: LogChip['name'], title: string, isChosen: boolean): LogChip => ({
  name,
  title,
  label: title,
  isChosen,
  hasMenu: false,
});

/** One behind which there is more to choose from. */
const menu = (name: LogChip['name'], title: string, chosen: string | undefined): LogChip => ({
  name,
  title: chosen ?? title,
  label: chosen === undefined ? title : `${title}，${chosen}`,
  isChosen: chosen !== undefined,
  hasMenu: true,
});

/** The filters above the list. */
export function logChips(
  { days, agentId, what, conversationId, isRefused }: LogWish,
  people: readonly Colleague[],
): LogChip[] {
  const { time, who, deed } = says.conditionNames;
  const name = people.find(({ id }) => id === agentId)?.name ?? agentId;
  return [
    plain('refused', says.refusedOnly, isRefused === true),
    menu('time', time, daysName(days)),
    menu('who', who, name),
    menu('deed', deed, what && deedName(what)),
    ...(conversationId === undefined ? [] : [plain('conversation', says.inConversation, true)]),
  ];
}

export const dayChoices = ({ days }: LogWish): LogChoice[] => [
  { value: '', title: says.everything, isChosen: days === undefined },
  ...Object.entries(says.days).map(([value, title]) => ({ value, title, isChosen: Number(value) === days })),
];

/** Everything that gets into the log, looks and changes apart. */
export function deedChoices({ what }: LogWish): { title: string; choices: LogChoice[] }[] {
  const all = Object.entries(auditing).flatMap(([fn, actions]) =>
    Object.entries(actions).map(([action, how]) => ({ value: `${fn}.${action}`, how })),
  );
  const group = (title: string, isIn: (how: string) => boolean) => ({
    title,
    choices: all
      .filter(({ how }) => isIn(how))
      .map(({ value }) => ({ value, title: deedName(value), isChosen: value === what })),
  });
  const everything = { value: '', title: says.everything, isChosen: what === undefined };
  return [
    { title: '', choices: [everything] },
    group(says.deedGroups.looks, (how) => how === 'look'),
    group(says.deedGroups.changes, (how) => ['change', 'discreet', 'itself'].includes(how)),
  ];
}

/** What the cloud is asked for. */
export function paramsOf({ days, ...wish }: LogWish, now: number) {
  return { ...wish, ...(days !== undefined && { from: now - days * DAY_MS }) };
}
