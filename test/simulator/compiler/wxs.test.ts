import { expect, test } from '@jest/globals';
import { runInThisContext } from 'node:vm';
import { compileWxs } from '../../../scripts/simulator/compiler/wxs';
import { wxsGlobals } from '../../../scripts/simulator/runtime/wxs';

function run(source: string, value: unknown): unknown {
  const module = { exports: (_: unknown): unknown => undefined };
  const { getRegExp, getDate, typeName } = wxsGlobals;
  const script = `(function (module, getRegExp, getDate, typeName) { ${compileWxs(source)} })`;
  const load = runInThisContext(script) as (...values: unknown[]) => void;
  load(module, getRegExp, getDate, typeName);
  return module.exports(value);
}

const of = (expression: string): string => `module.exports = function (x) { return ${expression} };`;

test.each([
  ['x.constructor', 'text', 'String'],
  ['x.constructor', [1], 'Array'],
  ['x.constructor', {}, 'Object'],
  ['x.a.b.constructor === "Number"', { a: { b: 1 } }, true],
  ['x && x.constructor === "Array" ? x.length : -1', undefined, -1],
  ['getRegExp("^\\d+$").test(x)', '42', true],
  ['getRegExp("^\\d+$").test(x)', 'dd', false],
  ['getRegExp("^\\\\d+$").test(x)', '42', true],
  ['getRegExp("a", "i").test(x)', 'A', true],
  ['getDate(x).getTime()', 1000, 1000],
])('%s of %j is %j', (expression, value, wanted) => {
  expect(run(of(expression), value)).toBe(wanted);
});

test('required files lose their ending', () => {
  expect(compileWxs('var a = require("../b/c.wxs"); var d = require("e");')).toBe(
    'var a = require("../b/c"); var d = require("e");',
  );
});
