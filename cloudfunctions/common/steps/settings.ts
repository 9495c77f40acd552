import { privateSettings as privateDocuments, settings as publicDocuments, type Written } from '../cloud/db';
import { readAssignmentRules } from '../domain/assignment-rules';
import { isWithin } from '../domain/hours';
import { utcOffsetOf } from '../domain/alerts';
import type { ReadResult } from '../domain/reading';
import { readPrivateSettings, readSettings } from '../domain/settings';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { PrivateSettings, Settings } from '../protocol/settings';

/** A change takes this long to reach every running instance. */
const FRESH_MS = 60_000;

type Documents = { get(id: string): Promise<Written | undefined> };

/** What stands in a settings document as far as it can be read, asked for at most once a minute; what is known holds when asking fails. */
function fresh<T>(documents: Documents, id: string, read: (written: unknown) => ReadResult<T>) {
  let known: { read: T; until: number } | undefined;

  async function ask(now: number): Promise<T> {
    try {
      const written = await documents.get(id);
      known = { read: read(written).read, until: now + FRESH_MS };
      return known.read;
    } catch (error) {
      if (known) return known.read;
      throw error;
    }
  }

  return {
    at: async (now: number): Promise<T> => (known && now < known.until ? known.read : ask(now)),
    forget() {
      known = undefined;
    },
  };
}

export const PUBLIC_ID = 'public';
export const PRIVATE_ID = 'private';
export const RULES_ID = 'assignment';

const publicPart = fresh(publicDocuments, PUBLIC_ID, readSettings);
const privatePart = fresh(privateDocuments, PRIVATE_ID, readPrivateSettings);
const rulesPart = fresh(privateDocuments, RULES_ID, readAssignmentRules);

/** What customers may know of how the business has set things up; at most a minute old. */
export const currentSettings = (now: number): Promise<Settings> => publicPart.at(now);

/** What only functions know; at most a minute old. */
export const currentPrivateSettings = (now: number): Promise<PrivateSettings> => privatePart.at(now);

/** How conversations are given to agents; at most a minute old. At quiet hours no phone rings, and nobody is reached by an alert. */
export async function currentRules(now: number): Promise<AssignmentRules> {
  const [rules, { alerts }, settings] = await Promise.all([
    rulesPart.at(now),
    currentPrivateSettings(now),
    currentSettings(now),
  ]);
  const isQuiet = alerts.quiet !== undefined && isWithin(alerts.quiet, now, utcOffsetOf(settings));
  return isQuiet ? { ...rules, timers: { ...rules.timers, reachableSeconds: 0 } } : rules;
}

/** This instance looks again at once. */
export function forgetSettings(): void {
  publicPart.forget();
  privatePart.forget();
  rulesPart.forget();
}
