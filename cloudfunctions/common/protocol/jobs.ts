import type { EraseJob, RetentionJob, Role } from './documents';
import type { ExportFormat, ExportVolume, StoredFile } from './exports';

/** Who wanted the work done. */
export type Ordered = { role: Role | 'system'; id: string };

/** How far a stream is read: the last seq that was looked at, and the last one there is to look at. */
export type Reading = { streamId: string; at: number; to: number };

/** An export of records in the making, then for as long as its files are there. */
export type ExportJob = {
  kind: 'export';
  /** The address of who asked, and the app they asked from. */
  to: string;
  appid: string;
  format: ExportFormat;
  language: 'zh' | 'en';
  isMasked: boolean;
  withNotes: boolean;
  /** The one conversation it is of. */
  conversationId?: string;
  /** What it is narrowed by, and why it is wanted: cipher strings bound to the job. */
  conditions: string;
  reason: string;
  /** The last message a search has looked at; without it nothing was looked for yet. */
  lookedAt?: { sentAt: number; messageId: string };
  /** How far a conversation is read, and its notes. */
  readings?: Reading[];
  isGathered?: true;
  /** Messages found and not written yet, in their order. */
  pending: string[];
  found: number;
  /** How far it has come in looking: from the first to the last place there is to look at. */
  span?: { from: number; at: number; to: number };
  volumes: ExportVolume[];
  /** What lists the volumes. */
  list?: StoredFile;
  finishedAt?: number;
  cancelledAt?: number;
  /** Who asked may not have it any more. */
  refusedAt?: number;
};

/** Seals by the current version of the keys what older ones have sealed: everything in passes, until one has found nothing more. */
export type RewrapJob = {
  kind: 'rewrap';
  version: number;
  /** Counted from 1, and when this one began or is to begin. */
  pass: number;
  beganAt: number;
  /** The place of the collection in `sealedCollections`, and the last id that was looked at in it. */
  collection: number;
  after: string;
  /** Of this pass: documents looked at, and of how many; sealed again; left for another pass. */
  examined: number;
  total?: number;
  changed: number;
  left: number;
  /** Of all passes. */
  resealed: number;
};

/** What jobs there are, told apart by their `kind`. */
export type JobWork = ExportJob | EraseJob | RetentionJob | RewrapJob;

/** Work that a timer does in slices. */
export type JobDocument = {
  _id: string;
  by: Ordered;
  startedAt: number;
  /** Slices done: one counts only while nobody else has done it. */
  step: number;
  /** When the next slice is due. */
  nextAt: number;
  /** Slices begun since the last one that came to its end. */
  failures: number;
  doneAt?: number;
} & JobWork;

export type JobKind = JobWork['kind'];

export type JobOf<K extends JobKind> = Extract<JobDocument, { kind: K }>;
