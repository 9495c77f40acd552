import { receive, send } from '../signals';
import type { BuiltIn, BuiltInNode } from './define';

/** What a navigator asks of the page stack. */
export type NavigatorRequest = { api: string; options: { url: string; delta: number }; node: BuiltInNode };

const apis: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
};

export const navigator: BuiltIn = {
  properties: {
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    target: String,
    hoverClass: { type: String, value: 'navigator-hover' },
  },
  build(node) {
    node.host.setAttribute('role', 'link');
    node.host.tabIndex = 0;
    receive(node.host, 'tap', () => {
      const api = apis[node.text('openType')];
      const options = { url: node.text('url'), delta: node.number('delta') };
      if (api) send(node.host, 'navigate', { api, options, node });
    });
    return {};
  },
};
