import type { AssignmentRules, Skill } from '../../cloudfunctions/common/protocol/assignment-rules';
import type { PrivateSettings, Settings } from '../../cloudfunctions/common/protocol/settings';

/** One template for each side, as WeChat would have given them out. */
const CUSTOMER_TEMPLATE = 'demo-template-customer';
const AGENT_TEMPLATE = 'demo-template-agent';

/** The shop as designed: open all day and night, and nothing to consent to. */
export const settings: Settings = {
  theme: { light: {}, dark: {}, fontScale: 1, icons: {} },
  welcome: '您好，欢迎来到山野小铺！请问有什么可以帮您？',
  quickQuestions: ['什么时候发货？', '怎么选尺码？', '支持七天无理由退换吗？', '如何开发票？'],
  typingPreview: false,
  templates: { customer: [CUSTOMER_TEMPLATE], agent: [AGENT_TEMPLATE] },
};

/** Moderation is off: it costs one call of an open API for each message. The word is there to be tried. */
export const privateSettings: PrivateSettings = {
  moderation: { isOn: false, words: ['测试违禁词'], onFailure: 'deliver' },
  alerts: {
    onCall: ['lead-1'],
    urgentWords: ['紧急', '投诉', '报警'],
    texts: {
      [CUSTOMER_TEMPLATE]: { thing1: '{agent} 回复了您的咨询', time2: '{time}' },
      [AGENT_TEMPLATE]: { thing1: '有客户在等待您的回复', time2: '{time}' },
    },
  },
  retention: {},
};

/** Who knows about what, by name, and VIPs first. Without a skill every agent will do. */
export const assignmentRules: Partial<AssignmentRules> = {
  priorities: [{ tag: 'vip', level: 3 }],
  closingTags: ['商品咨询', '物流', '退换货', '投诉', '建议'],
};

/** The skills of the demo's agents. */
export const skills: Pick<Skill, 'id' | 'name'>[] = [
  { id: 'presale', name: '售前咨询' },
  { id: 'technical', name: '技术支持' },
  { id: 'aftersale', name: '售后服务' },
];

const groups = {
  常用: [
    ['问候', '您好，{customer}！我是{agent}，很高兴为您服务。'],
    ['请稍等', '好的，请您稍等，我马上为您查询。'],
    ['结束语', '感谢您的咨询，祝您生活愉快！'],
  ],
  售前: [
    ['推荐商品', '您正在看的{product}很受欢迎，现在下单 48 小时内发货。'],
    ['尺码建议', '建议按平时的尺码选择；介于两码之间，请选大一码。'],
    ['包邮说明', '全场满 299 元包邮，不满收取 12 元运费。'],
    ['发货时间', '现货商品在付款后 48 小时内发出，节假日顺延。'],
  ],
  售后: [
    ['退换政策', '商品签收后七天内，不影响二次销售即可无理由退换。'],
    ['退款到账', '退款审核通过后 1–3 个工作日原路退回，请留意到账通知。'],
    ['开发票', '请在订单详情里点“申请发票”，电子发票会在 24 小时内开好。'],
  ],
};

/** What the whole team can send by two taps. */
export const quickReplies = Object.entries(groups)
  .flatMap(([group, replies]) => replies.map(([title = '', text = '']) => ({ group, title, text })))
  .map((reply, order) => ({ _id: `team:demo-${order + 1}`, owner: 'team', ...reply, order, updatedAt: 0 }));
