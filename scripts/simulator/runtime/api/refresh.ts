import type { MiniProgram } from '../mini-program';
import { api } from './call';

/** Pull-down refresh of the page on top. */
export function refreshApi({ navigation }: MiniProgram): Record<string, unknown> {
  return {
    startPullDownRefresh: api('startPullDownRefresh', () => navigation.top?.startRefresh()),
    stopPullDownRefresh: api('stopPullDownRefresh', () => navigation.top?.stopRefresh()),
  };
}
