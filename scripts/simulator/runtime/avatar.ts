import { ApiFailure } from './api/call';
import type { MiniProgram } from './mini-program';
import { failIfWanted } from './outcomes';
import { showAvatars } from './overlays/avatars';
import { drawAvatar } from './samples/avatar';

/** The names under which people appear who choose a generated picture. */
export const avatarNames = ['晨', '林', '海', '星'];

/** Lets the person choose a picture of themselves; answers its path, or undefined when given up or refused. */
export async function chooseAvatar(program: MiniProgram): Promise<string | undefined> {
  try {
    await program.privacy.require('button.chooseAvatar');
    const outcome = program.device.outcomes.take('chooseAvatar');
    failIfWanted(outcome);
    const picture = outcome
      ? await drawAvatar(avatarNames[0] ?? '')
      : await showAvatars(program.screen.overlays, avatarNames);
    return picture && (await program.files.keepBlob(picture, 'avatar.jpeg'));
  } catch (cause) {
    if (cause instanceof ApiFailure) return undefined;
    throw cause;
  }
}
