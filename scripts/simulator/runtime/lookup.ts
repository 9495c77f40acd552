import type { EaselElement } from './easel';

/** The element with this id in the same component as `inside`. */
export function elementById(inside: EaselElement, id: string): EaselElement | undefined {
  return inside.ownerShadowRoot?.getElementById(id);
}
