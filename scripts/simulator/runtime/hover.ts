import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { type EaselComponent, type EaselElement, elementAt, segments } from './easel';
import { receive } from './signals';

/** Shows `hover-class` on what a finger rests on. */
export function listenForHover(root: HTMLElement): void {
  receive(root, 'drag-start', (_, event) => {
    for (const component of hoverable(elementAt(event.target))) press(root, component);
  });
}

/** The elements around `from` that react, from the inside out, until one keeps it to itself. */
function hoverable(from: EaselElement | undefined): EaselComponent[] {
  const found: EaselComponent[] = [];
  for (let element = from; element; element = element.parentNode ?? element.ownerShadowRoot?.getHostNode()) {
    if (!glassEasel.Component.isComponent(element) || !element.isExternal()) continue;
    const { hoverClass, hoverStopPropagation, disabled } = element.data as Record<string, unknown>;
    if (hoverClass && hoverClass !== 'none' && !disabled) found.push(element);
    if (hoverStopPropagation) break;
  }
  return found;
}

function press(root: HTMLElement, component: EaselComponent): void {
  const { hoverClass, hoverStartTime, hoverStayTime } = component.data as Record<string, number | string>;
  const show = (on: boolean): void => component.toggleNodeClass(String(hoverClass), on, segments.temporary);
  const start = setTimeout(() => show(true), Number(hoverStartTime));
  const lift = (): void => {
    clearTimeout(start);
    for (const stop of lifted) stop();
    setTimeout(() => show(false), Number(hoverStayTime));
  };
  const lifted = [receive(root, 'drag', lift), receive(root, 'drag-end', lift)];
}
