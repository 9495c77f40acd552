import { expect, test } from '@jest/globals';
import { checkWxml } from '../../scripts/build/mini-program/wxml-lint';

test.each([
  ['plain', '<view class="a" hidden="{{b}}" />'],
  ['single quotes inside', `<view class="{{a ? 'b' : 'c'}}" />`],
  ['single quotes outside', `<view class='{{a ? "b" : "c"}}' />`],
  ['a comparison in the text', '<view>{{a == "b" ? 1 : 2}}</view>'],
])('%s is let through', (_, wxml) => expect(() => checkWxml('a.wxml', wxml)).not.toThrow());

test.each([
  ['in a choice', '<view class="{{a ? "b" : "c"}}" />'],
  ['around an empty string', '<view hidden="{{a === ""}}" />'],
])('double quotes %s are refused with file and line', (_, wxml) =>
  expect(() => checkWxml('a.wxml', `<view>\n  ${wxml}\n</view>`)).toThrow(/^a\.wxml:2: double quotes/),
);
