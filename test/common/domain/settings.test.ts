import '../../support/chinese-phone';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { settingsProblems } from '../../../cloudfunctions/common/domain/configuration';
import { readPrivateSettings, readSettings } from '../../../cloudfunctions/common/domain/settings';
import { words } from '../../../miniprogram/agent/text/words';
import { problemLine, problemText } from '../../../miniprogram/agent/settings-form';

const nothing = {
  theme: { light: {}, dark: {}, fontScale: 1, icons: {} },
  welcome: '',
  quickQuestions: [],
  typingPreview: false,
  templates: { customer: [], agent: [] },
};
const nothingPrivate = {
  moderation: { isOn: false, words: [], onFailure: 'deliver' },
  alerts: { onCall: [], urgentWords: [], texts: {} },
  retention: {},
};
const day = [{ from: '09:00', to: '18:00' }];
const week = [[], day, day, day, day, day, []];

const everything = {
  theme: {
    light: { brand: '#06843f', own: '#95EC69' },
    dark: { page: '#000000' },
    fontScale: 1.2,
    avatar: '/images/shop.png',
    icons: { emoji: 'https://example.com/e.png' },
  },
  welcome: '您好',
  quickQuestions: ['多久发货？'],
  hours: { week, holidays: ['2026-10-01'], utcOffsetMinutes: 480 },
  privacy: { version: 2, text: '我们会保存聊天记录。' },
  typingPreview: true,
  templates: { customer: ['t-1'], agent: ['t_2'] },
};
const everythingPrivate = {
  moderation: { isOn: true, words: ['坏词'], onFailure: 'withhold' },
  alerts: {
    quiet: { from: '22:00', to: '08:00' },
    onCall: ['lead-1'],
    urgentWords: ['紧急'],
    texts: { 't-1': { thing1: '您有新的客服消息', time2: '{time}' } },
    robotUrl: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
  },
  retention: { archive: 180, messages: 1095, files: 365, notes: 365 },
};

test.each([undefined, null, {}, { _id: 'public', _openid: 'x' }])(
  'nothing written (%j) is nothing wrong',
  (written) => {
    expect(readSettings(written)).toEqual({ read: nothing, findings: [] });
    expect(readPrivateSettings(written)).toEqual({ read: nothingPrivate, findings: [] });
  },
);

test('what is written right is read as it stands', () => {
  expect(readSettings({ _id: 'public', ...everything })).toEqual({ read: everything, findings: [] });
  expect(readPrivateSettings({ _id: 'private', ...everythingPrivate })).toEqual({
    read: everythingPrivate,
    findings: [],
  });
});

type Row = [name: string, written: object, path: string, code: string, read: object];

describe('of what is wrong, the place is named and something safe stands in for it, while the rest stays', () => {
  test.each<Row>([
    ['a number for a text', { welcome: 7 }, 'welcome', 'notText', { welcome: '' }],
    ['a text too long', { welcome: '字'.repeat(501) }, 'welcome', 'tooLong', { welcome: '' }],
    ['no list', { quickQuestions: '多久' }, 'quickQuestions', 'notList', { quickQuestions: [] }],
    [
      'one of a list',
      { quickQuestions: ['a', 5, 'b'] },
      'quickQuestions[1]',
      'notText',
      { quickQuestions: ['a', 'b'] },
    ],
    ['an empty question', { quickQuestions: ['  '] }, 'quickQuestions[0]', 'empty', { quickQuestions: [] }],
    [
      'too many',
      { quickQuestions: Array(11).fill('q') },
      'quickQuestions',
      'tooMany',
      { quickQuestions: Array(10).fill('q') },
    ],
    ['a misspelt name', { welcom: '您好' }, 'welcom', 'unknownField', {}],
    ['a misspelt name inside', { theme: { ligth: {} } }, 'theme.ligth', 'unknownField', {}],
    ['no group', { theme: 'dark' }, 'theme', 'notGroup', {}],
    ['a list for a group', { theme: [] }, 'theme', 'notGroup', {}],
    ['no colour', { theme: { light: { brand: 'green' } } }, 'theme.light.brand', 'notColour', {}],
    ['a script for a colour', { theme: { dark: { own: '#12345;' } } }, 'theme.dark.own', 'notColour', {}],
    ['text too large', { theme: { fontScale: 9 } }, 'theme.fontScale', 'outOfRange', {}],
    ['an address of another kind', { theme: { avatar: 'javascript:alert(1)' } }, 'theme.avatar', 'notAddress', {}],
    ['six days', { hours: { week: week.slice(1) } }, 'hours.week', 'notWeek', {}],
    ['a word for yes', { typingPreview: 'yes' }, 'typingPreview', 'notBoolean', {}],
    ['a version without a text', { privacy: { version: 1 } }, 'privacy.text', 'notText', {}],
    ['an operator for a template', { templates: { customer: [{ $ne: '' }] } }, 'templates.customer[0]', 'notId', {}],
  ])('%s', (_, written, path, code, read) => {
    const result = readSettings({
      ...written,
      typingPreview: (written as { typingPreview?: unknown }).typingPreview ?? true,
    });
    const isOn = !('typingPreview' in written);
    expect(result.findings).toEqual([expect.objectContaining({ path, code })]);
    expect(result.read).toEqual({ ...nothing, typingPreview: isOn, ...read });
  });

  test('a period that cannot be read is left out of its day', () => {
    const written = { week: [[{ from: '9:00', to: '18:00' }, ...day], ...week.slice(1)] };
    const { read, findings } = readSettings({ hours: written });
    expect(findings).toEqual([{ path: 'hours.week[0][0].from', code: 'notTime' }]);
    expect(read.hours).toEqual({ week: [day, ...week.slice(1)], holidays: [], utcOffsetMinutes: 480 });
  });

  test.each(['2026-02-29', '2026-13-01', '01.01.2026', '2026-1-1'])('%s is no day off', (date) => {
    const { read, findings } = readSettings({ hours: { week, holidays: [date, '2024-02-29'] } });
    expect(findings).toEqual([{ path: 'hours.holidays[0]', code: 'notDate' }]);
    expect(read.hours?.holidays).toEqual(['2024-02-29']);
  });

  test.each<Row>([
    ['a choice nobody has', { moderation: { onFailure: 'delete' } }, 'moderation.onFailure', 'notChoice', {}],
    ['half a quiet time', { alerts: { quiet: { from: '22:00' } } }, 'alerts.quiet.to', 'notTime', {}],
    [
      'a robot without encryption',
      { alerts: { robotUrl: 'http://example.com/x' } },
      'alerts.robotUrl',
      'notAddress',
      {},
    ],
    [
      'a robot on a private address',
      { alerts: { robotUrl: 'http://10.0.0.1/x' } },
      'alerts.robotUrl',
      'notAddress',
      {},
    ],
    ['a keyword of no template', { alerts: { texts: { t: { text: 'x' } } } }, 'alerts.texts.t.text', 'notKeyword', {}],
  ])('in private: %s', (_, written, path, code) => {
    expect(readPrivateSettings(written)).toEqual({ read: nothingPrivate, findings: [{ path, code }] });
  });

  test('a thing is at most 20 characters', () => {
    const written = { alerts: { texts: { t: { thing1: '字'.repeat(21), phrase2: '字'.repeat(5) } } } };
    expect(readPrivateSettings(written).findings).toEqual([
      { path: 'alerts.texts.t.thing1', code: 'tooLong', detail: '20' },
    ]);
  });
});

/** Every place of a document, as a list of keys. */
const placesOf = (value: unknown, above: (string | number)[] = []): (string | number)[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...above, key], ...placesOf(inner, [...above, key])])
    : [];

function replaced(value: unknown, [key, ...rest]: (string | number)[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, put);
  return copy;
}

test('whatever stands anywhere, all can be read, read again it is right, and every problem has a sentence', () => {
  const places = placesOf(everything);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (place, put) => {
      const { read, findings } = readSettings(replaced(everything, place, put));
      expect(readSettings(read)).toEqual({ read, findings: [] });
      for (const finding of findings) {
        const sentence = problemText({ document: 'settings', id: 'public', ...finding });
        expect(sentence).toMatch(/./);
        expect(sentence).not.toBe(words.problems.unknown);
      }
      expect(findings.every(({ path }) => path.length > 0)).toBe(true);
    }),
  );
});

test('the same holds of the private part', () => {
  const places = placesOf(everythingPrivate);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (place, put) => {
      const { read } = readPrivateSettings(replaced(everythingPrivate, place, put));
      expect(readPrivateSettings(read).read).toEqual(read);
    }),
  );
});

test('what a problem says on the phone', () => {
  const [first, second] = settingsProblems({
    settings: { welcome: '字'.repeat(501), theme: { light: { own: '#888888', ownText: '#999999' } } },
  });
  expect(first && problemLine(first)).toEqual({
    place: 'settings/public · welcome',
    sentence: '太长了，最多 500 字',
    isWarning: false,
  });
  expect(second && problemLine(second)).toEqual({
    place: 'settings/public · theme.light.own',
    sentence: '文字对比度只有 1.2，低于 4.5',
    isWarning: true,
  });
  expect(second?.isWarning).toBe(true);
});
