import { serve } from '../common/cloud/serve';
import { cancelExport } from './cancel-export';
import { exportRecords } from './export';
import { exportLinks } from './export-links';
import { exports } from './exports';
import { retryExport } from './retry-export';
import { unmask } from './unmask';

export const main = serve('search', { export: exportRecords, exports, cancelExport, retryExport, exportLinks, unmask });
