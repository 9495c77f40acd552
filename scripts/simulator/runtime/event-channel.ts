type Listener = (...values: unknown[]) => void;

/** Lets an opened page and its opener talk to each other. */
export class EventChannel {
  readonly #listeners = new Map<string, Listener[]>();

  on(name: string, listener: Listener): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  once(name: string, listener: Listener): void {
    const first: Listener = (...values) => {
      this.off(name, first);
      listener(...values);
    };
    this.on(name, first);
  }

  off(name: string, listener?: Listener): void {
    const rest = listener ? (this.#listeners.get(name) ?? []).filter((known) => known !== listener) : [];
    this.#listeners.set(name, rest);
  }

  emit(name: string, ...values: unknown[]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(...values);
  }
}
