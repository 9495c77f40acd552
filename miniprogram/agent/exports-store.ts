import type { Data, Params } from '../../cloudfunctions/common/protocol/action';
import type { exportActions, ExportLink } from '../../cloudfunctions/common/protocol/exports';
import { call } from '../shared/cloud';

type Asked = Params<typeof exportActions.export>;

/** What an export can be narrowed by: a conversation, or whatever a search can. */
export type ExportFilters = Omit<Asked, 'clientId' | 'language' | keyof ExportWish>;

/** As what it is exported, why, and what is in it. */
export type ExportWish = Required<Pick<Asked, 'format' | 'reason' | 'unmasked' | 'withNotes'>>;

/** Where what fulfils these conditions is exported. */
export const exportPage = (filters: ExportFilters): string =>
  `/pages/exports/exports?filters=${encodeURIComponent(JSON.stringify(filters))}`;

export const fetchExports = (): Promise<Data<typeof exportActions.exports>> => call('search', 'exports', {});

export const beginExport = (asked: Asked): Promise<Data<typeof exportActions.export>> =>
  call('search', 'export', asked);

export const cancelExport = (exportId: string): Promise<null> => call('search', 'cancelExport', { exportId });

export const retryExport = (exportId: string): Promise<null> => call('search', 'retryExport', { exportId });

export const fetchLinks = async (exportId: string): Promise<ExportLink[]> =>
  (await call('search', 'exportLinks', { exportId })).links;
