import { expect, test } from '@jest/globals';
import { checkTemplateData } from '../../../scripts/emulator/open-api/template-data';

test.each([
  ['thing1', '您有一条新消息'],
  ['thing12', '🙂'.repeat(20)],
  ['number3', '12.50'],
  ['letter1', 'abc'],
  ['symbol1', '★!'],
  ['character_string2', 'KF-2026 #1'],
  ['time4', '2026年11月22日 08:30'],
  ['time4', '08:30'],
  ['date5', '2026-11-22'],
  ['amount6', '¥12.30元'],
  ['phone_number7', '+86-0766-66888866'],
  ['car_number8', '粤A8Z888挂'],
  ['name9', '王小明'],
  ['name9', 'Ann Lee'],
  ['phrase10', '已回复'],
])('%s takes %s', (keyword, value) => {
  expect(checkTemplateData({ [keyword]: { value } })).toEqual({ [keyword]: { value } });
});

test.each([
  ['thing1', '一'.repeat(21)],
  ['thing1', ''],
  ['thing1', undefined],
  ['number3', '三'],
  ['letter1', 'a1'],
  ['character_string2', '编号 1'],
  ['date5', 'tomorrow'],
  ['phone_number7', '1'.repeat(18)],
  ['name9', '王小明先生的很长很长名字'],
  ['phrase10', '已经回复您了'],
  ['title1', 'x'],
  ['thing', 'x'],
])('%s refuses %s', (keyword, value) => {
  expect(() => checkTemplateData({ [keyword]: { value } })).toThrow('argument invalid!');
});

test.each([undefined, null, {}, 'text'])('%j is no data', (data) => {
  expect(() => checkTemplateData(data)).toThrow('argument invalid!');
});
