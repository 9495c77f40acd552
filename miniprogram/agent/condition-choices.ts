import type { Conditions } from '../../cloudfunctions/common/protocol/search';
import type { Options } from './business-options';
import { type ConditionName, without } from './search-conditions';
import { recordsText } from './text/records';

const says = recordsText.records;

/** The filters of which one chooses among a few values. */
export type ChoiceField = 'days' | 'role' | 'kind' | 'tag' | 'skill' | 'ratings';

type Value = string | number;

export type Choice = { value: Value; title: string; isChosen: boolean };

export type ChoiceGroup = { field: ChoiceField; title: string; choices: Choice[] };

/** The filters one writes. */
export type WrittenField = 'customer' | 'product' | 'conversationId';

export type FieldRow = { field: WrittenField; label: string; hint: string; value: string };

type Named = { value: Value; title: string };

/** What one chooses among behind a chip. */
export function choiceGroups(name: ConditionName, conditions: Conditions, options: Options): ChoiceGroup[] {
  const group = (field: ChoiceField, named: Named[], title = ''): ChoiceGroup => ({
    field,
    title,
    choices: named.map((each) => ({ ...each, isChosen: isChosen(conditions, field, each.value) })),
  });
  switch (name) {
    case 'time':
      return [
        group(
          'days',
          named(says.days).map(({ value, title }) => ({ value: Number(value), title })),
        ),
      ];
    case 'role':
      return [group('role', named(says.roles))];
    case 'kind':
      return [group('kind', named(says.kinds))];
    case 'tag':
      return [group('tag', tagsOf(options, conditions.tag))];
    case 'more':
      return [
        group(
          'skill',
          options.skills.map(({ id, name: title }) => ({ value: id, title })),
          says.skill,
        ),
        group(
          'ratings',
          [1, 2, 3, 4, 5].map((value) => ({ value, title: says.star(value) })),
          says.rating,
        ),
      ].filter(({ choices }) => choices.length > 0);
    default:
      return [];
  }
}

const named = (titles: Record<string, string>): Named[] =>
  Object.entries(titles).map(([value, title]) => ({ value, title }));

/** One that the business has given up is still offered where it was chosen. */
const tagsOf = ({ tags }: Options, chosen: string | undefined): Named[] =>
  [...new Set([...tags, ...(chosen === undefined ? [] : [chosen])])].map((tag) => ({ value: tag, title: tag }));

const isChosen = (conditions: Conditions, field: ChoiceField, value: Value): boolean =>
  field === 'ratings' ? (conditions.ratings?.includes(Number(value)) ?? false) : conditions[field] === value;

/** What one writes behind a chip. */
export function writtenFields(name: ConditionName, conditions: Conditions): FieldRow[] {
  const row = (field: WrittenField, label: string, hint = ''): FieldRow => ({
    field,
    label,
    hint,
    value: conditions[field] ?? '',
  });
  if (name === 'customer') return [row('customer', says.customerField, says.customerHint)];
  if (name !== 'more') return [];
  return [row('product', says.product, says.productHint), row('conversationId', says.conversationField)];
}

/** Chosen, or no longer; of ratings there can be several. */
export function toggled(conditions: Conditions, field: ChoiceField, value: Value): Conditions {
  const isOn = isChosen(conditions, field, value);
  if (field === 'ratings') return withRatings(conditions, Number(value), !isOn);
  if (field === 'days') return { ...without(conditions, 'time'), ...(!isOn && { days: value as 1 }) };
  const { [field]: _, ...rest } = conditions;
  return isOn ? rest : { ...rest, [field]: value };
}

function withRatings({ ratings = [], ...rest }: Conditions, score: number, isOn: boolean): Conditions {
  const left = isOn ? [...ratings, score].sort((a, b) => a - b) : ratings.filter((one) => one !== score);
  return left.length > 0 ? { ...rest, ratings: left } : rest;
}

/** With what was written; nothing written is no filter. */
export function withWritten(conditions: Conditions, field: WrittenField, written: string): Conditions {
  const { [field]: _, ...rest } = conditions;
  return written.trim() === '' ? rest : { ...rest, [field]: written.trim() };
}
