import { elementAt, emit } from './easel';

const types = ['transitionend', 'animationstart', 'animationiteration', 'animationend'];

/** Passes the ends of CSS animations on to the app. */
export function listenForAnimations(root: HTMLElement): void {
  for (const type of types) {
    root.addEventListener(type, (event) => {
      const element = elementAt(event.target);
      const { elapsedTime } = event as TransitionEvent;
      if (element) emit(element, type, { elapsedTime }, { bubbles: true, composed: true });
    });
  }
}
