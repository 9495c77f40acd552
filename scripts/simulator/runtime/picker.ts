import { ApiFailure } from './api/call';
import type { LocalFile, Measures } from './files/local-file';
import type { MiniProgram } from './mini-program';
import { failIfWanted } from './outcomes';
import { type Picked, showGallery } from './overlays/gallery';
import { findSample, type Sample, samples } from './samples/samples';

/** Something picked, now a temporary file of the phone. */
export type PickedFile = { path: string; name: string; kind: Sample['kind']; file: LocalFile };

export type PickRequest = {
  /** The API that asks. */
  api: string;
  title: string;
  kinds: Sample['kind'][];
  count: number;
  accept: string;
  offersOriginal: boolean;
};

/** Lets the person pick, or picks what the stage has decided; fails as the API does when given up. */
export async function pick(
  program: MiniProgram,
  request: PickRequest,
): Promise<{ files: PickedFile[]; isOriginal: boolean }> {
  const offered = [...program.pasted, ...samples].filter(({ kind }) => request.kinds.includes(kind));
  const outcome = program.device.outcomes.take(request.api);
  failIfWanted(outcome);
  const picked = outcome === undefined ? await ask(program, request, offered) : decided(outcome, offered);
  const made = [...(await Promise.all(picked.samples.map(makeSample))), ...picked.files.map(asMade)];
  const files = await Promise.all(made.slice(0, request.count).map((each) => keep(program, each)));
  return { files, isOriginal: picked.isOriginal };
}

async function ask(program: MiniProgram, request: PickRequest, offered: Sample[]): Promise<Picked> {
  const picked = await showGallery(program.screen.overlays, { ...request, samples: offered });
  if (!picked) throw new ApiFailure('cancel');
  return picked;
}

/** An outcome that is no failure names samples, and may ask for them as they are: `photo,portrait,original`. */
function decided(outcome: string, offered: Sample[]): Picked {
  const ids = outcome.split(',');
  const chosen = ids.flatMap((id) => offered.find((sample) => sample.id === id) ?? findSample(id) ?? []);
  return { samples: chosen, files: [], isOriginal: ids.includes('original') };
}

type Made = { blob: Blob; name: string; kind: Sample['kind']; measures: Measures };

async function makeSample({ name, kind, measures, make }: Sample): Promise<Made> {
  return { blob: await make(), name, kind, measures };
}

function asMade(file: File): Made {
  const kind = file.type.startsWith('image/') ? 'image' : file.type.startsWith('video/') ? 'video' : 'file';
  return { blob: file, name: file.name, kind, measures: {} };
}

async function keep({ files }: MiniProgram, { blob, name, kind, measures }: Made): Promise<PickedFile> {
  const path = await files.keepBlob(blob, name, measures);
  return { path, name, kind, file: files.find(path) as LocalFile };
}
