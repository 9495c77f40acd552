import type { Expression, Key, Operator, Term } from './expression';
import { checkGets } from './gets';
import { readTemplate } from './template';
import { tokenize, type Token } from './tokens';

const MAX_LENGTH = 1024;
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
const CONSTANTS = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', null],
]);

/** Parses one rule of a security rules file; throws a SyntaxError that says what is wrong and where. */
export function parseExpression(source: string): Expression {
  if (source.length > MAX_LENGTH) throw new SyntaxError(`the expression is longer than ${MAX_LENGTH} characters`);
  const expression = new Parser(source).whole();
  checkGets(expression);
  return expression;
}

class Parser {
  private readonly tokens: Token[];
  private position = 0;

  constructor(source: string) {
    this.tokens = tokenize(source);
  }

  whole(): Expression {
    const expression = this.either();
    if (this.peek().kind !== 'end') this.fail();
    return expression;
  }

  private either(): Expression {
    let left = this.both();
    while (this.accept('||')) left = { kind: 'or', left, right: this.both() };
    return left;
  }

  private both(): Expression {
    let left = this.comparison();
    while (this.accept('&&')) left = { kind: 'and', left, right: this.comparison() };
    return left;
  }

  private comparison(): Expression {
    const left = this.unary();
    const operator = this.peek().text;
    if (this.peek().kind === 'string' || !COMPARISONS.has(operator)) return left;
    this.position += 1;
    return { kind: 'compare', operator: operator as Operator, left: asTerm(left), right: asTerm(this.unary()) };
  }

  private unary(): Expression {
    if (this.accept('!')) return { kind: 'not', operand: this.unary() };
    if (!this.accept('(')) return { kind: 'term', term: this.term() };
    const inner = this.either();
    this.expect(')');
    return inner;
  }

  private term(): Term {
    const token = this.next();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'string') return { kind: 'literal', value: unquote(token.text) };
    if (token.text === '-') return { kind: 'literal', value: -Number(this.expectKind('number').text) };
    if (token.text === '[') return { kind: 'list', items: this.listItems() };
    if (token.kind === 'name') return this.named(token);
    return this.fail(token);
  }

  private listItems(): Term[] {
    const items: Term[] = [];
    while (!this.accept(']')) {
      if (items.length > 0) this.expect(',');
      items.push(this.term());
    }
    return items;
  }

  private named(token: Token): Term {
    const constant = CONSTANTS.get(token.text);
    if (constant !== undefined) return { kind: 'literal', value: constant };
    if (token.text === 'get') return this.get();
    if (token.text === 'now') return { kind: 'path', root: 'now', keys: [] };
    if (token.text !== 'doc' && token.text !== 'auth' && token.text !== 'request') return this.fail(token);
    return { kind: 'path', root: token.text, keys: this.keys() };
  }

  private get(): Term {
    this.expect('(');
    const token = this.next();
    if (token.kind !== 'string' && token.kind !== 'template') return this.fail(token);
    const parts = token.kind === 'template' ? parseTemplate(token.text) : [unquote(token.text)];
    this.expect(')');
    return { kind: 'get', parts, keys: this.keys() };
  }

  private keys(): Key[] {
    const keys: Key[] = [];
    for (;;) {
      if (this.accept('.')) keys.push(this.expectKind('name').text);
      else if (this.accept('[')) keys.push(this.index());
      else return keys;
    }
  }

  private index(): Key {
    const token = this.next();
    const isValue = token.kind === 'name' && token.text === 'auth';
    if (!isValue && token.kind !== 'number' && token.kind !== 'string') this.fail(token);
    const key = isValue ? this.named(token) : token.kind === 'string' ? unquote(token.text) : token.text;
    this.expect(']');
    return key;
  }

  private peek(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: 'the end', at: 0 };
  }

  private next(): Token {
    const token = this.peek();
    this.position += 1;
    return token;
  }

  private accept(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.text !== symbol) return false;
    this.position += 1;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail();
  }

  private expectKind(kind: Token['kind']): Token {
    const token = this.next();
    return token.kind === kind ? token : this.fail(token);
  }

  private fail(token = this.peek()): never {
    throw new SyntaxError(`unexpected ${token.text} at character ${token.at + 1}`);
  }
}

function asTerm(expression: Expression): Term {
  if (expression.kind === 'term') return expression.term;
  throw new SyntaxError('only values can be compared, not conditions');
}

/** The texts and the values between them of a `template`. */
function parseTemplate(template: string): (string | Term)[] {
  const { pieces } = readTemplate(template, 0);
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : asTerm(new Parser(piece).whole())));
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}
