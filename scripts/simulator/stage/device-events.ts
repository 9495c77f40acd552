import type { DeviceChange } from '../runtime/device';
import { choice, element, toggle } from './elements';
import { consentChoices, fileChoices, type OutcomeChoice } from './outcome-choices';

const minute = 60_000;

const clocks: [string, string][] = [
  ['0', '准确'],
  [String(-10 * minute), '慢 10 分钟'],
  [String(-5 * minute), '慢 5 分钟'],
  [String(5 * minute), '快 5 分钟'],
  [String(10 * minute), '快 10 分钟'],
  [String(24 * 60 * minute), '快 1 天'],
];
const fontSizes: [string, string][] = [
  ['16', '标准'],
  ['14', '小'],
  ['20', '大'],
  ['23', '特大'],
];
const languages: [string, string][] = [
  ['zh_CN', '简体中文'],
  ['en', 'English'],
];
const scopeStates: [string, string][] = [
  ['given', '已允许'],
  ['ask', '询问'],
  ['denied', '已拒绝'],
];
const scopes = ['scope.record', 'scope.camera', 'scope.writePhotosAlbum', 'scope.userLocation'];

export type DeviceEvents = {
  elements: HTMLElement[];
  /** What of the state must hold before the app starts, as its page's address says it. */
  parameters(): Record<string, string>;
  /** Brings a freshly loaded phone to the state of the panel. */
  resend(): void;
  /** Shows what changed on the phone itself. */
  show(change: DeviceChange): void;
};

/** The panel of what can happen to a phone, in groups; `reopen` starts the app anew where WeChat would. */
export function createEvents(name: string, send: (change: DeviceChange) => void, reopen: () => void): DeviceEvents {
  const state: DeviceChange = { outcomes: {} };
  const apply = (change: DeviceChange): void => {
    Object.assign(state, change);
    send(change);
  };
  const applyAnew = (change: DeviceChange): void => {
    Object.assign(state, change);
    reopen();
  };
  const background = toggle('切到后台', (on) => apply({ foreground: !on }));
  const dark = toggle('深色模式', (on) => apply({ theme: on ? 'dark' : 'light' }));
  const decide = ({ label, apis, options }: OutcomeChoice) =>
    choice(label, options, (outcome) => {
      const decided = apis.map((api) => [api, outcome]);
      const all = { ...state.outcomes, ...(Object.fromEntries(decided) as Record<string, string>) };
      apply({ outcomes: Object.fromEntries(Object.entries(all).filter(([, each]) => each !== '')) });
    });
  const groups = [
    group(name, '设备', true, [
      toggle('断开网络', (on) => apply({ online: !on })),
      background,
      toggle('软键盘', (on) => apply({ softKeyboard: on })),
      dark,
      choice('手机时钟', clocks, (ms) => apply({ clockMs: Number(ms) })),
      choice('字体大小', fontSizes, (size) => applyAnew({ fontSize: Number(size) })),
      choice('语言', languages, (language) => applyAnew({ language })),
    ]),
    group(name, '文件与媒体', false, fileChoices.map(decide)),
    group(name, '授权与隐私', false, [
      choice('权限', scopeStates, (to) => apply({ asksScopes: to === 'ask', denied: to === 'denied' ? scopes : [] })),
      toggle('未同意隐私', (on) => applyAnew({ asksPrivacy: on })),
      toggle('询问订阅消息', (on) => apply({ asksSubscriptions: on })),
      toggle('关闭订阅消息', (on) => apply({ subscriptionsOn: !on })),
      ...consentChoices.map(decide),
    ]),
  ];
  return {
    elements: groups,
    parameters: () => parametersOf(state),
    resend: () => {
      if (Object.keys(state).length > 1 || Object.keys(state.outcomes ?? {}).length > 0) send(state);
    },
    show: ({ foreground, theme }) => {
      if (foreground !== undefined) {
        state.foreground = foreground;
        background.box.checked = !foreground;
      }
      if (theme) dark.box.checked = theme === 'dark';
    },
  };
}

/** Of the groups of one phone, one is open at a time. */
function group(phone: string, title: string, open: boolean, controls: { element: HTMLElement }[]): HTMLElement {
  const heading = element('summary', '', [title]);
  const rows = controls.map((control) => control.element);
  return element('details', 'events', [heading, ...rows], { name: `${phone}-events`, open });
}

function parametersOf({ fontSize, language, asksPrivacy, theme, clockMs }: DeviceChange): Record<string, string> {
  return {
    ...(fontSize ? { fontSize: String(fontSize) } : {}),
    ...(language ? { language } : {}),
    ...(asksPrivacy ? { privacy: 'ask' } : {}),
    ...(theme ? { theme } : {}),
    ...(clockMs ? { clockMs: String(clockMs) } : {}),
  };
}
