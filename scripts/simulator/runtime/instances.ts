import { component } from 'glass-easel-miniprogram-adapter';
import { componentOf, type Instance } from './easel';
import { IntersectionObserver } from './intersection-observer';
import { SelectorQuery } from './selector-query';

type EventOptions = { bubbles?: boolean; composed?: boolean; capturePhase?: boolean };

/** Gives pages and components the methods that the adapter lacks or answers differently from the platform. */
export function improveInstances(): void {
  Object.assign(component.ComponentCaller.prototype, {
    triggerEvent(this: Instance, name: string, detail: unknown = {}, options: EventOptions = {}) {
      componentOf(this).triggerEvent(name, detail, options);
    },
    createSelectorQuery(this: Instance) {
      return new SelectorQuery(() => componentOf(this));
    },
    createIntersectionObserver(this: Instance, options: object = {}) {
      return new IntersectionObserver(componentOf(this), options);
    },
  });
}
