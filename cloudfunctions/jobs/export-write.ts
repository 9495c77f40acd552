import { signed } from '../common/cloud/signature';
import { putFile } from '../common/cloud/storage';
import { utcOffsetOf } from '../common/domain/alerts';
import { EXPORT_LIMIT, VOLUME_LIMIT, writtenIn } from '../common/domain/exports';
import { masked } from '../common/domain/masking';
import { chained, goneLine, lineOf, sha256, type Line, type Manner } from '../common/domain/transcript';
import { csvOf } from '../common/domain/transcript-csv';
import { headerOf } from '../common/domain/transcript-header';
import { htmlOf } from '../common/domain/transcript-html';
import { jsonOf, type Transcript } from '../common/domain/transcript-json';
import { headerHash, listedText, listOf, sealedText, type Header } from '../common/domain/transcript-seal';
import { xlsxOf } from '../common/domain/transcript-xlsx';
import type { ExportVolume, StoredFile } from '../common/protocol/exports';
import type { JobOf } from '../common/protocol/jobs';
import { currentSettings } from '../common/steps/settings';
import { openName } from '../common/steps/stream';
import type { Scene } from './export-asking';
import { saidIn } from './export-said';

type Job = JobOf<'export'>;

/** A file's name says which export it is of; the list of the files is one more. */
const nameOf = ({ _id, format }: Job, part: number | 'list'): string =>
  `records-${_id.slice(0, 8)}-${part}.${part === 'list' ? 'json' : format}`;

export const pathOf = (job: Job, part: number | 'list'): string => `exports/${job._id}/${nameOf(job, part)}`;

/** Writes the next messages to a file of their own, whose hashes go on from those of the last one. */
export async function writeVolume(job: Job, scene: Scene): Promise<ExportVolume> {
  const manner = await mannerOf(job, scene);
  const header = headerFor(job, scene, manner);
  const start = job.volumes.at(-1)?.seal.head ?? headerHash(header);
  const first = writtenIn(job) + 1;
  const lines = chained(await linesOf(job, scene, first, manner), start);
  const volume = job.volumes.length + 1;
  const part = { exportId: job._id, volume, first, count: lines.length, start, head: lines.at(-1)?.hash ?? start };
  const seal = { ...part, ...signed(sealedText(header, part)) };
  const content = await contentOf(job, { header, lines, seal });
  return { ...(await stored(job, volume, content)), seal };
}

/** Writes what all files are, so that none can be left out or exchanged. */
export async function writeList(job: Job, scene: Scene): Promise<StoredFile> {
  const header = headerFor(job, scene, await mannerOf(job, scene));
  const files = job.volumes.map(({ fileId: _, ...file }) => file);
  const seal = { exportId: job._id, ...signed(listedText(header, job._id, files)) };
  return stored(job, 'list', Buffer.from(listOf({ header, files, seal })));
}

async function stored(job: Job, part: number | 'list', content: Buffer): Promise<StoredFile> {
  const fileId = await putFile(pathOf(job, part), content);
  return { name: nameOf(job, part), size: content.length, sha256: sha256(content), fileId };
}

async function mannerOf({ language, isMasked }: Job, { now }: Scene): Promise<Manner> {
  const utcOffsetMinutes = utcOffsetOf(await currentSettings(now));
  return { language, utcOffsetMinutes, mask: isMasked ? masked : (text) => text };
}

const headerFor = (job: Job, { caller, name, conditions }: Scene, manner: Manner): Header =>
  headerOf(
    {
      exportId: job._id,
      by: { id: caller.id, name },
      startedAt: job.startedAt,
      reason: openName(job._id, job.reason),
      conditions,
      isMasked: job.isMasked,
      withNotes: job.withNotes,
      isCut: job.found >= EXPORT_LIMIT,
    },
    manner,
  );

async function linesOf(job: Job, { caller }: Scene, first: number, manner: Manner): Promise<Line[]> {
  const ids = job.pending.slice(0, VOLUME_LIMIT);
  const said = await saidIn(ids, caller);
  return ids.map((id, index) => {
    const one = said.get(id);
    return one ? lineOf(one, first + index, manner) : goneLine(id, first + index, manner.language);
  });
}

function contentOf({ format, language }: Job, transcript: Transcript): Buffer | Promise<Buffer> {
  if (format === 'xlsx') return xlsxOf(transcript, language);
  if (format === 'csv') return Buffer.from(csvOf(transcript.lines, language));
  return Buffer.from(format === 'json' ? jsonOf(transcript) : htmlOf(transcript, language));
}
