import { type Node, parse } from 'acorn';
import { MagicString } from 'magic-string';

/**
 * Turns WXS into plain JavaScript: `x.constructor` is the name of the type, regular expressions keep single
 * backslashes, and required files lose their ending.
 */
export function compileWxs(source: string): string {
  const output = new MagicString(source);
  walk(parse(source, { ecmaVersion: 2020, allowReturnOutsideFunction: true }) as unknown as WxsNode, (node) => {
    if (node.type === 'MemberExpression') rewriteConstructor(output, node);
    if (node.type === 'CallExpression') rewriteCall(output, node);
  });
  return output.toString();
}

type WxsNode = Node & Record<string, unknown>;

function walk(node: WxsNode, visit: (node: WxsNode) => void): void {
  visit(node);
  for (const child of Object.values(node).flat()) {
    if (typeof child === 'object' && child !== null && 'type' in child) walk(child as WxsNode, visit);
  }
}

function rewriteConstructor(output: MagicString, node: WxsNode): void {
  const property = node['property'] as WxsNode;
  const object = node['object'] as WxsNode;
  if (node['computed'] || property['name'] !== 'constructor') return;
  output.appendLeft(object.start, 'typeName(').overwrite(object.end, property.end, ')');
}

function rewriteCall(output: MagicString, node: WxsNode): void {
  const name = (node['callee'] as WxsNode)['name'];
  const [argument] = node['arguments'] as WxsNode[];
  if (typeof argument?.['value'] !== 'string') return;
  const raw = String(argument['raw']);
  if (name === 'require') output.overwrite(argument.start, argument.end, raw.replace(/\.wxs(?=.$)/, ''));
  if (name === 'getRegExp') output.overwrite(argument.start, argument.end, keepBackslashes(raw));
}

/** `\d` in a WXS string stays a backslash and a d; JavaScript would drop the backslash. */
function keepBackslashes(literal: string): string {
  return literal.replaceAll(/\\([^\\'"nrtu])/g, '\\\\$1').replaceAll(/\\\\\\\\/g, '\\\\');
}
