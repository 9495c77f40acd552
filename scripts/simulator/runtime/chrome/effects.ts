import type { Device } from '../device';
import { make } from '../dom';

const shownMs = 1600;

/** Says for a moment what the phone did that a screen cannot show; answers how to stop. */
export function showEffects(device: Device, phone: HTMLElement): () => void {
  return device.effects.add((effect) => {
    phone.querySelector('.phone-effect')?.remove();
    const note = make('phone-effect', [effect], { role: 'status' });
    phone.append(note);
    setTimeout(() => note.remove(), shownMs);
  });
}
