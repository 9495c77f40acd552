import * as v from 'valibot';
import { QUICK_QUESTION_LIMIT, TEMPLATE_LIMIT } from '../protocol/limits';
import type { Colours, PrivateSettings, Settings, Theme } from '../protocol/settings';
import { group, list, optional, table, value, type Reader } from './checking';
import { retention } from './retention';
import { hours, id, line, maybe, needed, number, period, reading, yes } from './reading';

const WELCOME_LIMIT = 500;
const QUESTION_LIMIT = 50;
const PRIVACY_LIMIT = 5000;
const WORD_LIMIT = 32;
const MOST_WORDS = 2000;
const MOST_URGENT_WORDS = 200;
const MOST_ON_CALL = 50;
const THING_LIMIT = 20;
const KEYWORD_TEXT_LIMIT = 32;

const words = (limit: number) => v.pipe(v.string('notText'), v.maxLength(limit, 'tooLong'));
const colour = v.pipe(v.string('notColour'), v.regex(/^#[0-9a-fA-F]{6}$/, 'notColour'));
const address = v.pipe(v.string('notAddress'), v.regex(/^(https:\/\/|cloud:\/\/|\/)\S{1,500}$/, 'notAddress'));
const robotAddress = v.pipe(
  v.string('notAddress'),
  v.regex(/^(https:\/\/\S{1,500}|http:\/\/127\.0\.0\.1:\S{1,500})$/, 'notAddress'),
);
const privacy: Reader<Settings['privacy']> = (written, path, findings) => {
  const read = group<Partial<NonNullable<Settings['privacy']>>>({
    version: needed(v.pipe(number(1, 1e9), v.integer('notNumber'))),
    text: needed(line(PRIVACY_LIMIT)),
  })(written, path, findings);
  return read.version === undefined || read.text === undefined ? undefined : { version: read.version, text: read.text };
};

const colours = group<Colours>({
  brand: maybe(colour),
  own: maybe(colour),
  ownText: maybe(colour),
  other: maybe(colour),
  otherText: maybe(colour),
  page: maybe(colour),
});

const icons = group<Theme['icons']>({
  voice: maybe(address),
  keyboard: maybe(address),
  emoji: maybe(address),
  more: maybe(address),
  service: maybe(address),
});

const templates = list(needed(id), TEMPLATE_LIMIT);

const settings = group<Settings>({
  theme: group<Theme>({
    light: colours,
    dark: colours,
    fontScale: value(number(0.8, 1.6), 1),
    avatar: maybe(address),
    icons,
  }),
  welcome: value(words(WELCOME_LIMIT), ''),
  quickQuestions: list(needed(line(QUESTION_LIMIT)), QUICK_QUESTION_LIMIT),
  hours: optional(hours),
  privacy: optional(privacy),
  typingPreview: value(yes, false),
  templates: group<Settings['templates']>({ customer: templates, agent: templates }),
});

const KEYWORD =
  /^(thing|character_string|time|date|phrase|name|number|letter|symbol|const|amount|phone_number|car_number)\d{1,2}$/;

/** A `thing` holds less than the others; what stands for `{time}` and `{agent}` is cut to fit. */
const keywordTexts: Reader<Record<string, string> | undefined> = (written, path, findings) => {
  const read = table((name) => KEYWORD.test(name), 'notKeyword', needed(line(KEYWORD_TEXT_LIMIT)))(
    written,
    path,
    findings,
  );
  for (const [name, text] of Object.entries(read))
    if (name.startsWith('thing') && text.length > THING_LIMIT)
      findings.push({ path: `${path}.${name}`, code: 'tooLong', detail: String(THING_LIMIT) });
  return Object.keys(read).length > 0 ? read : undefined;
};

const privateSettings = group<PrivateSettings>({
  moderation: group<PrivateSettings['moderation']>({
    isOn: value(yes, false),
    words: list(needed(line(WORD_LIMIT)), MOST_WORDS),
    onFailure: value(v.picklist(['deliver', 'withhold'], 'notChoice'), 'deliver'),
  }),
  alerts: group<PrivateSettings['alerts']>({
    quiet: optional(period),
    onCall: list(needed(id), MOST_ON_CALL),
    urgentWords: list(needed(line(WORD_LIMIT)), MOST_URGENT_WORDS),
    texts: table((name) => v.is(id, name), 'notId', keywordTexts),
    robotUrl: maybe(robotAddress),
  }),
  retention,
});

/** The public settings as far as they can be read; something safe stands in for every field that cannot. */
export const readSettings = reading(settings);

/** The private settings, in the same way. */
export const readPrivateSettings = reading(privateSettings);
