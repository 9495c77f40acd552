import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type { Problem } from '../../../cloudfunctions/common/protocol/problems';
import { dayText, errorAt, linesOf, periodsIn, problemText } from '../../../miniprogram/agent/settings-form';
import { chosenOnly, colourWarnings } from '../../../miniprogram/agent/theme-form';

test.each([
  ['', []],
  ['09:00-18:00', [{ from: '09:00', to: '18:00' }]],
  [
    '9:00–12:00，13:00至18:30',
    [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '18:30' },
    ],
  ],
  ['22:00-02:00', [{ from: '22:00', to: '02:00' }]],
  ['9-18', undefined],
  ['09:00-24:00', undefined],
  ['09:60-18:00', undefined],
  ['09:00', undefined],
  ['休息', undefined],
])('the periods in “%s”', (written, periods) => expect(periodsIn(written)).toEqual(periods));

test('what was read is written as it can be read again', () => {
  const periods = [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ];
  expect(periodsIn(dayText(periods))).toEqual(periods);
});

test('one entry a line', () => expect(linesOf(' 退款 \n\n投诉\n')).toEqual(['退款', '投诉']));

const problem = (path: string, code: Problem['code'], detail?: string): Problem => ({
  document: 'settings',
  id: 'public',
  path,
  code,
  ...(detail !== undefined && { detail }),
});

test.each<[string, string]>([
  ['welcome', '太长了，最多 500 字'],
  ['quickQuestions', '不能为空'],
  ['quick', ''],
])('what is wrong with %s', (path, sentence) => {
  const problems = [problem('welcome', 'tooLong', '500'), problem('quickQuestions[2]', 'empty')];
  expect(errorAt(problems, path)).toBe(sentence);
});

test('what this version cannot name is wrong all the same', () => {
  expect(problemText(problem('a', 'inventedLater' as Problem['code']))).toBe('填写有误');
});

test.each([
  [{}, {}],
  [{ own: '#95ec69' }, {}],
  [{ own: 'green' }, { own: '颜色请写成 #rrggbb' }],
  [{ brand: '#7fd17f' }, { brand: '文字对比度只有 1.9，低于 4.5，看起来会吃力' }],
  [{ own: '#111111' }, { ownText: '文字对比度只有 1.1，低于 4.5，看起来会吃力' }],
  [{ own: '#111111', ownText: '#ffffff' }, {}],
  [{ page: '' }, {}],
])('warnings about %j', (colours, warnings) => expect(colourWarnings(colours, 'light')).toEqual(warnings));

test('what was emptied is as designed', () =>
  expect(chosenOnly({ own: '', page: '#eeeeee' })).toEqual({ page: '#eeeeee' }));
