import type { BuiltInNode } from './define';

/** The pull-to-refresh strip of a scroll-view: pulled by a finger, released past the threshold, shown while it runs. */
export function createRefresher(node: BuiltInNode): { element: HTMLElement; setRunning(running: boolean): void } {
  const element = document.createElement('div');
  element.className = 'refresher';
  element.innerHTML = '<i></i><i></i><i></i>';
  let running = false;
  let pulled = 0;
  const show = (height: number): void => {
    pulled = height;
    element.style.height = `${height}px`;
  };
  const setRunning = (next: boolean): void => {
    if (running && !next) node.emit('refresherrestore');
    running = next;
    show(next ? Number(node.data['refresherThreshold']) : 0);
  };
  const release = (): void => {
    if (pulled === 0 || running) return;
    if (pulled < Number(node.data['refresherThreshold'])) {
      show(0);
      node.emit('refresherabort');
      return;
    }
    setRunning(true);
    node.keep('refresherTriggered', true);
    node.emit('refresherrefresh');
  };
  followPull(node, () => running, show, release);
  return { element, setRunning };
}

function followPull(
  node: BuiltInNode,
  isRunning: () => boolean,
  show: (height: number) => void,
  release: () => void,
): void {
  const { host } = node;
  let from: number | undefined;
  host.addEventListener('phone-drag-start', (event) => {
    const { y } = (event as CustomEvent<{ y: number }>).detail;
    from = node.data['refresherEnabled'] && host.scrollTop <= 0 && !isRunning() ? y : undefined;
  });
  host.addEventListener('phone-drag', (event) => {
    if (from === undefined) return;
    const height = Math.max(0, ((event as CustomEvent<{ y: number }>).detail.y - from) / 2);
    show(height);
    if (height > 0) node.emit('refresherpulling', { dy: height });
  });
  host.addEventListener('phone-drag-end', () => {
    from = undefined;
    release();
  });
}
