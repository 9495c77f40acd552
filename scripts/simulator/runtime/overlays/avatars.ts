import { make, makeButton } from '../dom';
import { drawAvatar } from '../samples/avatar';

/** Offers generated pictures of a person; undefined when given up. */
export function showAvatars(layer: HTMLElement, names: string[]): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    const close = (picture?: Blob): void => {
      shade.remove();
      resolve(picture);
    };
    const choices = names.map((name) => createChoice(name, (picture) => close(picture)));
    const row = make('phone-avatars', choices);
    const cancel = makeButton('phone-sheet-item phone-sheet-cancel', '取消', () => close());
    const title = make('phone-sheet-alert', ['选择头像']);
    const sheet = make('phone-sheet', [title, row, cancel], {
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': '选择头像',
    });
    const shade = make('phone-shade', [sheet], { 'data-place': 'bottom' });
    layer.append(shade);
  });
}

function createChoice(name: string, onPicture: (picture: Blob) => void): HTMLElement {
  const picture = document.createElement('img');
  picture.alt = '';
  const made = drawAvatar(name);
  const choose = (): void => void made.then(onPicture);
  void made.then((blob) => {
    if (URL.createObjectURL) picture.src = URL.createObjectURL(blob);
  });
  return makeButton('phone-avatar', `头像 ${name}`, choose, [picture]);
}
