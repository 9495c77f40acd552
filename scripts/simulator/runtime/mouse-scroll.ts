type Drag = CustomEvent<{ x: number; y: number; dx: number; dy: number; byMouse: boolean }>;

/** A mouse that drags scrolls, as a finger would. */
export function listenForMouseScroll(root: HTMLElement): void {
  root.addEventListener('phone-drag', (event) => {
    const { dx, dy, byMouse } = (event as Drag).detail;
    const target = event.target as Element;
    if (!byMouse || target.closest('input, textarea, [selectable]')) return;
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
