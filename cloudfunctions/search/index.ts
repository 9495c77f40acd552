import { serve } from '../common/cloud/serve';
import { cancelExport } from './cancel-export';
import { exportRecords } from './export';
import { exportLinks } from './export-links';
import { exports } from './exports';
import { insight } from './insight';
import { messages } from './messages';
import { removeSaved } from './remove-saved';
import { retryExport } from './retry-export';
import { save } from './save';
import { saved } from './saved';
import { unmask } from './unmask';

export const main = serve('search', {
  messages,
  insight,
  export: exportRecords,
  exports,
  cancelExport,
  retryExport,
  exportLinks,
  unmask,
  save,
  saved,
  removeSaved,
});
