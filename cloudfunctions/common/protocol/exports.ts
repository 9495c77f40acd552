import * as v from 'valibot';
import { action } from './action';
import { clientId, id } from './fields';
import { searchFilters } from './search';

export const exportFormats = ['xlsx', 'csv', 'json', 'html'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** What a file of an export says of itself: its lines begin with the number `first`, go on from `start`, are `count` and end with `head`. */
export type SealedPart = {
  exportId: string;
  volume: number;
  first: number;
  count: number;
  start: string;
  head: string;
};

/** A signature of the cloud, and the key to check it with; both base64. */
export type Signature = { publicKey: string; signature: string };

export type Seal = SealedPart & Signature;

/** A file of an export, byte by byte. */
export type StoredFile = { name: string; size: number; sha256: string; fileId: string };

/** One that holds messages. */
export type ExportVolume = StoredFile & { seal: Seal };

/** `expired`: its files are deleted. `refused`: who asked may not have it any more. `stuck`: it fails again and again, and is tried on. */
export type ExportState = 'running' | 'stuck' | 'ready' | 'cancelled' | 'refused' | 'expired';

/** An export as whoever asked for it sees it. */
export type ExportSummary = {
  exportId: string;
  state: ExportState;
  format: ExportFormat;
  isMasked: boolean;
  withNotes: boolean;
  conversationId?: string;
  startedAt: number;
  finishedAt?: number;
  /** When its files are deleted. */
  until?: number;
  /** From 0 to 1. */
  progress: number;
  messages: number;
  files: { name: string; size: number }[];
};

/** One file of an export, to be had for a while. */
export type ExportLink = { name: string; size: number; url: string };

const reason = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(200));

/** Records taken out of the system, as files. */
export const exportActions = {
  /**
   * Begins one; asked again with the same `clientId` it is the same. Numbers stay masked unless `unmasked` is asked for and allowed; what
   * colleagues have noted among themselves is left out unless it is asked for.
   */
  export: action<{ exportId: string }>()({
    ...searchFilters,
    clientId,
    format: v.picklist(exportFormats),
    reason,
    unmasked: v.optional(v.boolean(), false),
    withNotes: v.optional(v.boolean(), false),
    language: v.optional(v.picklist(['zh', 'en']), 'zh'),
  }),
  /** The caller's own, the newest first, and the name of the key that signs them. */
  exports: action<{ exports: ExportSummary[]; key: string }>()({}),
  cancelExport: action<null>()({ exportId: id }),
  /** Tries at once what would be tried later. */
  retryExport: action<null>()({ exportId: id }),
  exportLinks: action<{ links: ExportLink[]; until: number }>()({ exportId: id }),
};
