import { readFileSync } from 'node:fs';
import { conversations } from '../../cloudfunctions/common/cloud/db';
import { dayAt, dayNumber } from '../../cloudfunctions/common/domain/calendar';
import type { Replayed } from '../../cloudfunctions/common/protocol/report';
import { replayDay } from '../../cloudfunctions/common/steps/replay';
import { Hindrance, requireCloud, runCommand } from '../hindrance';
import { problemList, table } from './table';

function readRules(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    const why = error instanceof SyntaxError ? `is no JSON (${error.message})` : 'cannot be read';
    throw new Hindrance(
      `${file} ${why}. It should hold rules as settings_private/assignment does: see docs/replay.md.`,
    );
  }
}

async function emptyDay(day: string): Promise<Hindrance> {
  const [latest] = await conversations.find({}, { sort: ['openedAt', 'desc'], limit: 1, fields: ['openedAt'] });
  const hint = latest
    ? `The latest conversation is of ${dayAt(latest.openedAt)}.`
    : 'This cloud has no conversations yet.';
  return new Hindrance(`Nobody came on ${day}. ${hint}`);
}

async function run([day = '', file = '', url = '', seconds = '']: string[]): Promise<void> {
  if (dayNumber(day) === undefined) throw new Hindrance(`There is no day ${day}: write one such as 2026-11-24.`);
  const rules = readRules(file);
  await requireCloud(url);
  const replayed: Replayed = await replayDay({ day, rules, seconds: Number(seconds) }, Date.now());
  if (replayed.problems.length > 0) throw new Hindrance(`Mend ${file} first:\n${problemList(replayed.problems)}`);
  if (replayed.current.arrived === 0) throw await emptyDay(day);
  console.log(table(replayed));
}

runCommand(run);
