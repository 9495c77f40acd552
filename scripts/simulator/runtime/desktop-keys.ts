import type { Key } from './events';
import type { MiniProgram } from './mini-program';

/**
 * Tells the app of keys as WeChat for PC does: in the foreground, once the person has touched the window, and not while
 * a field has the focus. Answers how to stop.
 */
export function listenForKeys({ device, events }: MiniProgram): () => void {
  const { window } = device;
  let isTouched = false;
  const touch = (): void => void (isTouched = true);
  const listen = (type: 'keydown' | 'keyup', tell: (key: Key) => void) => {
    const listener = ({ key, code, altKey, shiftKey, timeStamp, target }: KeyboardEvent): void => {
      const isHeard = device.isDesktop && device.foreground && isTouched && !isField(target);
      if (isHeard) tell({ key, code, altKey, shiftKey, timeStamp });
    };
    window.addEventListener(type, listener);
    return () => window.removeEventListener(type, listener);
  };
  window.addEventListener('mousedown', touch, { capture: true });
  const stops = [
    listen('keydown', (key) => events.keyDown.call(key)),
    listen('keyup', (key) => events.keyUp.call(key)),
  ];
  return () => {
    window.removeEventListener('mousedown', touch, { capture: true });
    for (const stop of stops) stop();
  };
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea');
}
