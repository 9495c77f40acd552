import type { MiniProgram } from './mini-program';
import { openFromButton } from './open-types';
import type { NicknameRequest } from './built-ins/nickname';
import { showNicknameBar } from './overlays/nickname-bar';
import { showPicker } from './overlays/picker-sheet';
import { receive } from './signals';

type Api = (options: object) => void;

const nickname = '山水有相逢';

async function offerNickname({ privacy, screen }: MiniProgram, request: NicknameRequest): Promise<void> {
  const isGiven = await privacy.require('input.nickname').then(
    () => true,
    () => false,
  );
  if (isGiven && document.activeElement === request.field) showNicknameBar(screen.overlays, nickname, request);
}

/** Does what built-in components ask for beyond their own element. */
export function serveRequests(program: MiniProgram): void {
  const { element, overlays } = program.screen;
  receive(element, 'picker', (request) => showPicker(overlays, request));
  receive(element, 'navigate', ({ api, options, node }) => {
    const tell = (type: string) => (detail: object) => node.emit(type, detail);
    (program.wx[api] as Api)({ ...options, success: tell('success'), fail: tell('fail'), complete: tell('complete') });
  });
  receive(element, 'nickname', (request) => void offerNickname(program, request));
  receive(element, 'open-type', ({ node, openType }) => void openFromButton(program, node, openType));
}
