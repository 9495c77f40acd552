/** Finding what was said. */
const records = {
  title: '记录',
  hint: '搜索聊天记录',
  find: '搜索',
  conditions: {
    time: '时间',
    agent: '客服',
    customer: '客户',
    role: '角色',
    kind: '类型',
    tag: '标签',
    more: '更多',
  },
  filters: '筛选条件',
  days: { 1: '今天', 7: '近 7 天', 30: '近 30 天', 90: '近 90 天' },
  span: (from: string, to: string) => (from && to ? `${from}–${to}` : from ? `${from} 起` : `至 ${to}`),
  custom: '自定义',
  from: '开始日期',
  to: '结束日期',
  noDay: '不限',
  badSpan: '结束日期不能早于开始日期',
  roles: { customer: '客户', agent: '客服', system: '系统' },
  kinds: {
    text: '文字',
    image: '图片',
    voice: '语音',
    video: '视频',
    file: '文件',
    product: '商品',
    order: '订单',
    excerpt: '聊天记录',
    customer: '客户名片',
    system: '系统消息',
  },
  several: (titles: string[]) => (titles.length > 1 ? `更多 ${titles.length}` : (titles[0] ?? '')),
  ratings: (scores: number[]) => `${scores.join('、')} 星`,
  star: (score: number) => `${score} 星`,
  conversation: '指定会话',
  anyScript: '繁简通用',
  anyScriptHint: '繁体字和简体字视为相同',
  skill: '技能',
  product: '商品',
  rating: '评分',
  agentHint: '客服姓名的一部分',
  namedAgent: (name: string) => `姓名含“${name}”`,
  customerField: '客户',
  customerHint: '姓名、备注、标签或手机尾号',
  productHint: '商品名称的一部分',
  conversationField: '会话编号',
  noTags: '还没有设置标签',
  clear: '不限',
  done: '确定',
  orderName: '排序',
  orders: { newest: '最新', oldest: '最早', conversation: '按会话' },
  note: '备注',
  recalled: '已撤回',
  said: (name: string, words: string) => `${name}：${words}`,
  agentLine: (name: string) => `客服 ${name}`,
  removePhrase: (phrase: string) => `去掉“${phrase}”`,
  state: {
    searching: (found: number, day: string) =>
      day ? `已找到 ${found} 条，正在查找 ${day}` : `已找到 ${found} 条，正在查找`,
    stopped: (found: number, day: string) =>
      day ? `已停止，找到 ${found} 条，查到 ${day}` : `已停止，找到 ${found} 条`,
    done: (found: number) => `共找到 ${found} 条`,
    stop: '停止',
    goOn: '继续查找',
    more: '查看更多',
  },
  progress: '查找进度',
  results: '搜索结果',
  none: '没有找到相关记录',
  noneHint: '换个说法，或减少筛选条件',
  clearAll: '清除全部条件',
  start: '输入要找的话，或选择筛选条件',
  startHint: '支持单个汉字、长句、数字和英文',
  deskNone: '选择一条记录查看会话',
  trend: {
    title: '趋势',
    bar: (day: string, hits: number) => `${day}，${hits} 条`,
    named: (name: string, hits: number) => `${name} ${hits}`,
    hits: (hits: number) => `${hits} 条`,
    terms: '一同出现',
    products: '商品',
    empty: '没有可以统计的记录',
    narrow: (name: string) => `只看含“${name}”的`,
    working: (day: string) => (day ? `正在统计 ${day}` : '正在统计'),
    partly: '统计未完成',
  },
  saved: {
    title: '已保存的搜索',
    save: '保存搜索',
    name: '名称',
    nameHint: '给这次搜索起个名字',
    empty: '还没有保存的搜索',
    done: '已保存',
    remove: '删除',
    removeNamed: (name: string) => `删除“${name}”`,
    confirm: (name: string) => `删除“${name}”？`,
    tooMany: '最多保存 50 个搜索',
  },
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
  check: '密钥校验',
  fits: '一致',
  checkHint: '云函数启动时会核对密钥，不一致就拒绝工作，不会写入任何内容。',
  versions: '版本',
  version: (version: number, since: string) => `第 ${version} 版，${since} 启用`,
  current: '使用中',
  needed: '旧内容仍需要',
  cleared: '可以停用',
  resealing: '重新加密旧内容',
  percent: (percent: number) => `进行中，${percent}%`,
  again: (moment: string) => `${moment} 再核对一遍`,
  trouble: '多次中断，会继续重试',
  resealed: (count: number) => `已重新加密 ${count} 条`,
  how: '密钥本身不会出现在这里。更换、备份和停用在部署用的电脑上进行：npm run keys',
};

/** What the screens around records say, in Chinese. */
export const zh = { records, exports: exported, log, file, retention, keys };

/** What every language has to say. */
export type RecordsText = typeof zh;
