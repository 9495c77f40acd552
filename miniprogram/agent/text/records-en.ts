import type { RecordsText } from './records-zh';

/** Finding what was said. */
const records: RecordsText['records'] = {
  title: 'Records',
  hint: 'Search conversations',
  find: 'Search',
  conditions: {
    time: 'Time',
    agent: 'Agent',
    customer: 'Customer',
    role: 'Sender',
    kind: 'Kind',
    tag: 'Tag',
    more: 'More',
  },
  filters: 'Filters',
  days: { 1: 'Today', 7: '7 days', 30: '30 days', 90: '90 days' },
  span: (from, to) => (from && to ? `${from}–${to}` : from ? `From ${from}` : `Until ${to}`),
  custom: 'Other',
  from: 'First day',
  to: 'Last day',
  noDay: 'Any',
  badSpan: 'The last day cannot be before the first',
  roles: { customer: 'Customer', agent: 'Agent', system: 'System' },
  kinds: {
    text: 'Text',
    image: 'Picture',
    voice: 'Voice',
    video: 'Video',
    file: 'File',
    product: 'Product',
    order: 'Order',
    excerpt: 'Chat excerpt',
    customer: 'Customer card',
    system: 'System',
  },
  several: (titles) => (titles.length > 1 ? `More ${titles.length}` : (titles[0] ?? '')),
  ratings: (scores) => `${scores.join(', ')} stars`,
  star: (score) => (score === 1 ? '1 star' : `${score} stars`),
  conversation: 'One conversation',
  anyScript: 'Either script',
  anyScriptHint: 'Traditional and simplified characters count as the same',
  skill: 'Skill',
  product: 'Product',
  rating: 'Rating',
  agentHint: 'Part of the agent’s name',
  namedAgent: (name) => `Name contains “${name}”`,
  customerField: 'Customer',
  customerHint: 'Name, remark, tag or last digits of the phone',
  productHint: 'Part of the product’s name',
  conversationField: 'Conversation number',
  noTags: 'There are no tags yet',
  clear: 'Any',
  done: 'OK',
  orderName: 'Order',
  orders: { newest: 'Newest', oldest: 'Oldest', conversation: 'By conversation' },
  note: 'Note',
  recalled: 'Recalled',
  said: (name, words) => `${name}: ${words}`,
  agentLine: (name) => `Agent ${name}`,
  removePhrase: (phrase) => `Remove “${phrase}”`,
  state: {
    searching: (found, day) => (day ? `${found} found, looking at ${day}` : `${found} found, looking`),
    stopped: (found, day) => (day ? `Stopped: ${found} found, as far as ${day}` : `Stopped: ${found} found`),
    done: (found) => `${found} found in all`,
    stop: 'Stop',
    goOn: 'Go on',
    more: 'Show more',
  },
  progress: 'Progress',
  results: 'Results',
  none: 'Nothing found',
  noneHint: 'Try other words, or fewer filters',
  clearAll: 'Clear everything',
  start: 'Type what was said, or choose a filter',
  startHint: 'Single characters, sentences, numbers and words',
  deskNone: 'Choose a message to see its conversation',
  trend: {
    title: 'Trend',
    bar: (day, hits) => `${day}: ${hits}`,
    named: (name, hits) => `${name} ${hits}`,
    hits: (hits) => `${hits}`,
    terms: 'Said with it',
    products: 'Products',
    empty: 'There is nothing to count',
    narrow: (name) => `Only with “${name}”`,
    working: (day) => (day ? `Counting ${day}` : 'Counting'),
    partly: 'Not all is counted',
  },
  saved: {
    title: 'Saved searches',
    save: 'Save search',
    name: 'Name',
    nameHint: 'A name for this search',
    empty: 'No saved searches yet',
    done: 'Saved',
    remove: 'Delete',
    removeNamed: (name) => `Delete “${name}”`,
    confirm: (name) => `Delete “${name}”?`,
    tooMany: 'At most 50 searches can be saved',
  },
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
  check: 'Key check',
  fits: 'Fits',
  checkHint: 'Functions compare their keys when they start; with others they refuse to work and write nothing.',
  versions: 'Versions',
  version: (version, since) => `Version ${version}, since ${since}`,
  current: 'In use',
  needed: 'Still needed',
  cleared: 'Can be retired',
  resealing: 'Sealing what is old again',
  percent: (percent) => `Under way, ${percent}%`,
  again: (moment) => `One more look: ${moment}`,
  trouble: 'Cut off many times, still trying',
  resealed: (count) => `${count} sealed again`,
  how: 'The keys themselves never come here. Rotate, back up and retire them where you deploy from: npm run keys',
};

/** What the screens around records say, in English. */
export const en: RecordsText = { records, exports: exported, log, file, retention, keys };
