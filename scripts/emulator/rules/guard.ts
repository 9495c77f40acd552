import { CloudError, type Caller, type Clock, type Guard, type Plain } from '../contract';
import { branches } from './branches';
import { branchFacts, documentFacts, type Facts } from './facts';
import { lookup, withoutDatabase, type Find } from './lookup';
import { fillOpenid } from './placeholder';
import { holds, type Scope } from './proof';
import { parseRules, type CollectionRules, type Operation, type Rule, type Rules, type SimpleMode } from './rules-file';
import { namesOwner, writtenData } from './written-data';

type Client = Extract<Caller, { kind: 'client' }>;
type QueryOperation = Exclude<Operation, 'create'>;

type Surroundings = Omit<Scope, 'facts'>;

/** Compiles a security rules file; throws with line and cause when it cannot be understood. `find` serves `get`. */
export function compileRules(text: string, clock: Clock, find?: Find): Guard {
  return guardBy(parseRules(text), clock, find);
}

/** Applies the rules of all collections. */
export function guardBy(collections: Rules, clock: Clock, find: Find = withoutDatabase): Guard {
  const scopeOf = (caller: Client, data: Plain | undefined): Surroundings => ({
    auth: { openid: caller.openid || undefined, custom: caller.custom },
    request: { data: data && writtenData(data) },
    now: clock.now(),
    get: lookup(find),
  });
  return {
    filter(caller, operation, collection, filter, data) {
      if (caller.kind !== 'client') return filter;
      if (data && namesOwner(data)) throw denied(`clients may not write _openid in "${collection}"`);
      const rules = rulesFor(collections, collection);
      const query = fillOpenid(filter, caller.openid);
      if (typeof rules === 'string') return simpleFilter(rules, operation, collection, query, caller);
      requireImplied(rules[operation], `${operation} on "${collection}"`, query, scopeOf(caller, data));
      return query;
    },
    create(caller, collection, document) {
      if (caller.kind !== 'client') return document;
      if (namesOwner(document)) throw denied(`clients may not write _openid in "${collection}"`);
      const rules = rulesFor(collections, collection);
      if (typeof rules === 'string') requireOwnWrites(rules, `create on "${collection}"`);
      else requireHolds(rules.create, `create on "${collection}"`, document, scopeOf(caller, document));
      return { ...document, _openid: caller.openid };
    },
  };
}

function rulesFor(collections: Rules, collection: string): CollectionRules {
  const rules = collections.get(collection);
  if (rules) return rules;
  throw denied(`"${collection}" has no rules, so clients may do nothing with it`);
}

function simpleFilter(
  mode: SimpleMode,
  operation: QueryOperation,
  collection: string,
  filter: Plain,
  caller: Client,
): Plain {
  if (operation === 'read' && (mode === 'READONLY' || mode === 'ADMINWRITE')) return filter;
  if (operation !== 'read' || mode === 'ADMINONLY') requireOwnWrites(mode, `${operation} on "${collection}"`);
  return { $and: [filter, { _openid: caller.openid }] };
}

function requireOwnWrites(mode: SimpleMode, what: string): void {
  if (mode === 'ADMINWRITE' || mode === 'ADMINONLY') throw denied(`${what} is refused by ${mode}`);
}

function requireImplied(rule: Rule, what: string, query: Plain, scope: Surroundings): void {
  const proved = branches(query).every((branch) => ruleHolds(rule, scope, branchFacts(branch)));
  if (!proved) throw denied(`the query for ${what} does not imply the rule: ${rule.source}`);
}

function requireHolds(rule: Rule, what: string, document: Plain, scope: Surroundings): void {
  if (!ruleHolds(rule, scope, documentFacts(document))) throw denied(`${what} breaks the rule: ${rule.source}`);
}

function ruleHolds(rule: Rule, scope: Surroundings, facts: Facts): boolean {
  return holds(rule.expression, { ...scope, facts });
}

function denied(cause: string): CloudError {
  return new CloudError('DATABASE_PERMISSION_DENIED', `Permission denied: ${cause}.`);
}
