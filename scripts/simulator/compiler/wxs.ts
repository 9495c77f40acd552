import { type Node, parse } from 'acorn';

type WxsNode = Node & Record<string, unknown>;
type Edit = { start: number; end: number; text: string };

/**
 * Turns WXS into plain JavaScript: `x.constructor` is the name of the type, regular expressions keep single
 * backslashes, and required files lose their ending.
 */
export function compileWxs(source: string): string {
  const program = parse(source, { ecmaVersion: 2020, allowReturnOutsideFunction: true }) as unknown as WxsNode;
  const edits = [...nodesOf(program)].flatMap((node) => [...constructorEdits(node), ...callEdits(node)]);
  return applyEdits(source, edits);
}

function* nodesOf(node: WxsNode): Generator<WxsNode> {
  yield node;
  for (const child of Object.values(node).flat()) {
    if (typeof child === 'object' && child !== null && 'type' in child) yield* nodesOf(child as WxsNode);
  }
}

/** From the last to the first, so that no edit moves the place of another. */
function applyEdits(source: string, edits: Edit[]): string {
  const inOrder = edits.sort((one, other) => other.start - one.start);
  return inOrder.reduce((text, { start, end, text: edit }) => text.slice(0, start) + edit + text.slice(end), source);
}

function constructorEdits(node: WxsNode): Edit[] {
  const property = node['property'] as WxsNode | undefined;
  if (node.type !== 'MemberExpression' || node['computed'] || property?.['name'] !== 'constructor') return [];
  const object = node['object'] as WxsNode;
  return [
    { start: object.start, end: object.start, text: 'typeName(' },
    { start: object.end, end: property.end, text: ')' },
  ];
}

function callEdits(node: WxsNode): Edit[] {
  if (node.type !== 'CallExpression') return [];
  const name = (node['callee'] as WxsNode)['name'];
  const [argument] = node['arguments'] as WxsNode[];
  if (typeof argument?.['value'] !== 'string') return [];
  const raw = String(argument['raw']);
  const { start, end } = argument;
  if (name === 'require') return [{ start, end, text: raw.replace(/\.wxs(?=.$)/, '') }];
  return name === 'getRegExp' ? [{ start, end, text: keepBackslashes(raw) }] : [];
}

/** `\d` in a WXS string stays a backslash and a d; JavaScript would drop the backslash. */
function keepBackslashes(literal: string): string {
  return literal.replaceAll(/\\(.)/g, (escape: string, letter: string) =>
    /[\\'"nrtu]/.test(letter) ? escape : `\\${escape}`,
  );
}
