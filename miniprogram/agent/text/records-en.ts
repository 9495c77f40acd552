import type { RecordsText } from './records-zh';

/** Finding what was said. */
const records: RecordsText['records'] = {
  title: 'Records',
  hint: 'Search conversations',
  find: 'Search',
};

/** Taking records out. */
const exported: RecordsText['exports'] = {
  title: 'Exports',
};

/** Who looked at what. */
const log: RecordsText['log'] = {
  title: 'Audit log',
};

/** What is known of one customer. */
const file: RecordsText['file'] = {
  title: 'Customer',
};

/** How long records stay. */
const retention: RecordsText['retention'] = {
  title: 'Retention',
};

/** What keeps records closed. */
const keys: RecordsText['keys'] = {
  title: 'Keys',
};

/** What the screens around records say, in English. */
export const en: RecordsText = { records, exports: exported, log, file, retention, keys };
