import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import { isBadPhone, leftMessage } from '../../../miniprogram/customer/kefu/leave/left-message';

test.each([
  ['', false],
  ['  ', false],
  ['13800138000', false],
  ['+86 138-0013-8000', false],
  ['010-1234567', false],
  ['1234', true],
  ['张先生', true],
  ['138001380001380013800', true],
])('“%s” cannot be a telephone number: %s', (phone, isBad) => {
  expect(isBadPhone(phone)).toBe(isBad);
});

test.each([
  ['  想换大一码 \n', '', '【留言】想换大一码'],
  ['想换大一码', ' 13800138000 ', '【留言】想换大一码\n联系电话：13800138000'],
])('what is left is sent as one message', (content, phone, sent) => {
  expect(leftMessage(content, phone)).toBe(sent);
});
