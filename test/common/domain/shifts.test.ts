import { expect, test } from '@jest/globals';
import { isOnCall, isOnShift, readShift } from '../../../cloudfunctions/common/domain/shifts';
import type { Period } from '../../../cloudfunctions/common/protocol/settings';

const weekWith = (days: Record<number, Period[]>): Period[][] => Array.from({ length: 7 }, (_, day) => days[day] ?? []);

const nine = { from: '09:00', to: '18:00' };
const night = { from: '22:00', to: '06:00' };
/** A Monday in Beijing. */
const monday = (time: string) => Date.parse(`2026-11-23T${time}+08:00`);

test.each([
  ['before it begins', { 1: [nine] }, '08:59', false],
  ['as it begins', { 1: [nine] }, '09:00', true],
  ['as it ends', { 1: [nine] }, '18:00', false],
  ['on another day', { 2: [nine] }, '12:00', false],
  ['in the evening of a night', { 1: [night] }, '23:00', true],
  ['in the morning after it', { 0: [night] }, '05:00', true],
  ['in the morning before it', { 1: [night] }, '05:00', false],
  ['from Saturday into Sunday: not Monday', { 6: [night] }, '05:00', false],
])('somebody is on shift, or not: %s', (_, days, time, want) => {
  const week = weekWith(days);
  expect(isOnShift({ week, onCall: weekWith({}) }, monday(time), 480)).toBe(want);
  expect(isOnCall({ onCall: week }, monday(time), 480)).toBe(want);
});

test.each([undefined, null, 'always', { week: 'x' }, { week: [[], [], [], [], [], [], ['x']] }])(
  'who has no shift that can be read is on none: %j',
  (written) => {
    expect(isOnShift(written, monday('12:00'), 480)).toBe(false);
    expect(readShift(written).read.week).toHaveLength(7);
  },
);

test.each([
  ['one after the other', [nine, { from: '18:00', to: '20:00' }], []],
  ['in any order', [{ from: '18:00', to: '20:00' }, nine], []],
  ['one over the other', [nine, { from: '17:59', to: '20:00' }], ['week[1]']],
  ['one within the other', [nine, { from: '10:00', to: '11:00' }], ['week[1]']],
  ['a night before another', [night, { from: '23:00', to: '23:30' }], ['week[1]']],
  ['the same twice', [nine, nine], ['week[1]']],
])('periods of a day: %s', (_, periods, wrong) => {
  expect(readShift({ week: weekWith({ 1: periods }) }).findings.map(({ path }) => path)).toEqual(wrong);
});
