import type { Change, Document } from '../contract';
import { branches } from '../rules/branches';
import type { Session } from './session';

type Key = { field: string; value: unknown } | undefined;
type Room = { everyChange: Set<Session>; byField: Map<string, Map<unknown, Set<Session>>> };

/** Finds the sessions a change may concern by collection and one required field value, without looking at the others. */
export class Routes {
  private readonly rooms = new Map<string, Room>();

  add(session: Session): void {
    this.placeOf(session).add(session);
  }

  remove(session: Session): void {
    this.placeOf(session).delete(session);
    this.tidy(session);
  }

  /** Each concerned session with its share of the changes, in commit order. */
  sort(changes: Change[]): Map<Session, Change[]> {
    const shares = new Map<Session, Change[]>();
    for (const change of changes) {
      for (const session of this.concernedBy(change)) {
        const share = shares.get(session);
        if (share) share.push(change);
        else shares.set(session, [change]);
      }
    }
    return shares;
  }

  private concernedBy(change: Change): Set<Session> {
    const room = this.rooms.get(change.collection);
    if (!room) return new Set();
    const found = new Set<Session>(room.everyChange);
    for (const [field, values] of room.byField) {
      for (const value of valuesOf(field, change.before, change.after)) {
        for (const session of values.get(value) ?? []) found.add(session);
      }
    }
    return found;
  }

  private placeOf(session: Session): Set<Session> {
    const room = getOrMake(this.rooms, session.query.collection, emptyRoom);
    const key = routeKey(session);
    if (!key) return room.everyChange;
    const values = getOrMake(room.byField, key.field, () => new Map<unknown, Set<Session>>());
    return getOrMake<unknown, Set<Session>>(values, key.value, () => new Set());
  }

  private tidy(session: Session): void {
    const room = this.rooms.get(session.query.collection);
    const key = routeKey(session);
    if (!room || !key) return;
    const values = room.byField.get(key.field);
    if (values?.get(key.value)?.size === 0) values.delete(key.value);
    if (values?.size === 0) room.byField.delete(key.field);
  }
}

function emptyRoom(): Room {
  return { everyChange: new Set(), byField: new Map() };
}

function routeKey(session: Session): Key {
  const [only, ...others] = branches(session.query.filter);
  if (!only || others.length > 0) return undefined;
  const pinned = only.find(({ path, operator, value }) => operator === '==' && isPlain(value) && !path.includes('.'));
  return pinned && { field: pinned.path, value: pinned.value };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function valuesOf(field: string, ...documents: (Document | undefined)[]): Set<unknown> {
  return new Set(documents.flatMap((document) => document?.[field]));
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
