import type { MiniProgram } from '../mini-program';
import { api, ApiFailure } from './call';

type Indexed = { index: number };

/** The tab bar's badges, dots, texts and colours. */
export function tabBarApi(program: MiniProgram): Record<string, unknown> {
  const at = (index: number) => {
    if (!program.tabBar || index < 0 || index >= program.tabBar.length) throw new ApiFailure('tabbar item not found');
    return program.tabBar;
  };
  const show = (visible: boolean) => () => at(0).setVisible(visible);
  return {
    setTabBarBadge: api('setTabBarBadge', ({ index, text }: Indexed & { text: string }) =>
      at(index).setBadge(index, text),
    ),
    removeTabBarBadge: api('removeTabBarBadge', ({ index }: Indexed) => at(index).setBadge(index, '')),
    showTabBarRedDot: api('showTabBarRedDot', ({ index }: Indexed) => at(index).setRedDot(index, true)),
    hideTabBarRedDot: api('hideTabBarRedDot', ({ index }: Indexed) => at(index).setRedDot(index, false)),
    setTabBarItem: api('setTabBarItem', (item: Indexed & { text?: string; iconPath?: string }) =>
      at(item.index).setItem(item.index, item),
    ),
    setTabBarStyle: api('setTabBarStyle', (style: object) => at(0).setStyle(style)),
    showTabBar: api('showTabBar', show(true)),
    hideTabBar: api('hideTabBar', show(false)),
  };
}
