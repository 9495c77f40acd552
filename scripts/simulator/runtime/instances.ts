import { component } from 'glass-easel-miniprogram-adapter';
import { componentOf, type Instance } from './easel';
import { IntersectionObserver } from './intersection-observer';
import { Listeners } from './listeners';
import { SelectorQuery } from './selector-query';

type EventOptions = { bubbles?: boolean; composed?: boolean; capturePhase?: boolean };

/** Hears of every `setData`: of which page or component, and what it carries. */
export const dataSets = new Listeners<{ path: string; data: object }>();

const original = { ...Object.getOwnPropertyDescriptor(component.ComponentCaller.prototype, 'setData') };

/** Gives pages and components the methods that the adapter lacks or answers differently from the platform. */
export function improveInstances(): void {
  Object.assign(component.ComponentCaller.prototype, {
    setData(this: Instance, data: object, callback?: () => void) {
      dataSets.call({ path: this.is, data });
      (original.value as (data: object, callback?: () => void) => void).call(this, data, callback);
    },
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
