import { receive } from './signals';

/** A mouse that drags scrolls, as a finger would. */
export function listenForMouseScroll(root: HTMLElement): void {
  receive(root, 'drag', ({ dx, dy, byMouse, isCaught }, event) => {
    const target = event.target as Element;
    if (!byMouse || isCaught || target.closest('input, textarea, [selectable]')) return;
    scrollerAround(target, Math.abs(dx) > Math.abs(dy))?.scrollBy(-dx, -dy);
  });
}

function scrollerAround(from: Element, horizontally: boolean): Element | undefined {
  for (let element: Element | null = from; element; element = element.parentElement) {
    const style = getComputedStyle(element);
    const [overflow, room] = horizontally
      ? [style.overflowX, element.scrollWidth - element.clientWidth]
      : [style.overflowY, element.scrollHeight - element.clientHeight];
    if (room > 0 && (overflow === 'auto' || overflow === 'scroll')) return element;
  }
  return undefined;
}
