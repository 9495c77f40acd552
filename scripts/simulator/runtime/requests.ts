import type { MiniProgram } from './mini-program';
import { openFromButton } from './open-types';
import { showPicker } from './overlays/picker-sheet';
import { receive } from './signals';

type Api = (options: object) => void;

/** Does what built-in components ask for beyond their own element. */
export function serveRequests(program: MiniProgram): void {
  const { element, overlays } = program.screen;
  receive(element, 'picker', (request) => showPicker(overlays, request));
  receive(element, 'navigate', ({ api, options, node }) => {
    const tell = (type: string) => (detail: object) => node.emit(type, detail);
    (program.wx[api] as Api)({ ...options, success: tell('success'), fail: tell('fail'), complete: tell('complete') });
  });
  receive(element, 'open-type', ({ node, openType }) => void openFromButton(program, node, openType));
}
