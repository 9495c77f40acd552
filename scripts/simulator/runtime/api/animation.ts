import type { AnimationStep } from '../built-ins/animation';

type Timing = { duration?: number; delay?: number; timingFunction?: string; transformOrigin?: string };
type Amount = number | string;

const units: Record<string, string> = { rotate: 'deg', skew: 'deg', translate: 'px', scale: '', matrix: '' };
const axes = ['', 'X', 'Y', 'Z', '3d'];
const transforms = Object.keys(units).flatMap((kind) => axes.map((axis) => kind + axis));
const lengths = ['width', 'height', 'left', 'right', 'top', 'bottom'];

/** `wx.createAnimation`: collects steps; `export` hands them to an element's `animation` and starts anew. */
export function createAnimation(timing: Timing = {}): object {
  return new Animation(timing).methods;
}

class Animation {
  readonly methods: Record<string, (...values: never[]) => unknown> = {};
  #steps: AnimationStep[] = [];
  #transforms: string[] = [];
  #styles: Record<string, string> = {};

  constructor(private readonly timing: Timing) {
    for (const name of transforms) this.offer(name, (...values: Amount[]) => this.addTransform(name, values));
    for (const name of lengths) this.offer(name, (value: Amount) => this.addStyle(name, withUnit(value, 'px')));
    this.offer('opacity', (value: number) => this.addStyle('opacity', String(value)));
    this.offer('backgroundColor', (value: string) => this.addStyle('background-color', value));
    this.offer('step', (own: Timing = {}) => this.step(own));
    this.methods['export'] = () => {
      const actions = this.#steps;
      this.#steps = [];
      return { actions };
    };
  }

  /** Every method but `export` can be followed by another. */
  private offer(name: string, act: (...values: never[]) => void): void {
    this.methods[name] = (...values) => {
      act(...values);
      return this.methods;
    };
  }

  private addTransform(name: string, values: Amount[]): void {
    const unit = Object.entries(units).find(([kind]) => name.startsWith(kind))?.[1] ?? '';
    this.#transforms.push(`${name}(${values.map((value) => withUnit(value, unit)).join(',')})`);
  }

  private addStyle(name: string, value: string): void {
    this.#styles[name] = value;
  }

  private step(own: Timing): void {
    const {
      duration = 400,
      delay = 0,
      timingFunction = 'linear',
      transformOrigin = '50% 50% 0',
    } = { ...this.timing, ...own };
    const transform = this.#transforms.length > 0 ? { transform: this.#transforms.join(' ') } : {};
    const styles = { ...this.#styles, ...transform, 'transform-origin': transformOrigin };
    this.#steps.push({ duration, delay, timingFunction, styles });
    this.#transforms = [];
  }
}

function withUnit(value: Amount, unit: string): string {
  return typeof value === 'number' ? `${value}${unit}` : value;
}
