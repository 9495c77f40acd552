/** Finding what was said. */
const records = {
  title: '记录',
  hint: '搜索聊天记录',
  find: '搜索',
};

/** Taking records out. */
const exported = {
  title: '导出',
};

/** Who looked at what. */
const log = {
  title: '审计日志',
};

/** What is known of one customer. */
const file = {
  title: '客户资料',
};

/** How long records stay. */
const retention = {
  title: '记录保留',
};

/** What keeps records closed. */
const keys = {
  title: '密钥',
};

/** What the screens around records say, in Chinese. */
export const zh = { records, exports: exported, log, file, retention, keys };

/** What every language has to say. */
export type RecordsText = typeof zh;
