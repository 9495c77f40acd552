/** One step of an exported animation: the styles it ends with, and how it gets there. */
export type AnimationStep = { duration: number; delay: number; timingFunction: string; styles: Record<string, string> };

/** Plays an exported animation on an element, one step after the other. */
export function playAnimation(element: HTMLElement, animation: unknown): void {
  const { actions = [] } = (animation ?? {}) as { actions?: AnimationStep[] };
  const play = ([step, ...rest]: AnimationStep[]): void => {
    if (!step) return;
    const { duration, delay, timingFunction, styles } = step;
    element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
    setTimeout(() => play(rest), duration + delay);
  };
  play(actions);
}
