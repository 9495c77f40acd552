import { send } from '../signals';
import type { BuiltIn } from './define';

/** Settings that a page makes in its template. */
export type PageMeta = Record<string, string>;

const meta = (names: string[]): BuiltIn => ({
  properties: Object.fromEntries(names.map((name) => [name, String])),
  build: (node) => {
    const tell = (): void => {
      const detail = Object.fromEntries(names.filter((name) => node.is(name)).map((name) => [name, node.text(name)]));
      send(node.host, 'page-meta', detail);
    };
    return { attached: tell, update: () => node.host.isConnected && tell() };
  },
});

export const pageMeta = meta(['backgroundColor', 'pageStyle', 'rootFontSize', 'backgroundTextStyle']);
export const navigationBar = meta(['title', 'loading', 'frontColor', 'backgroundColor']);
