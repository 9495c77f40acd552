/** The listeners of one kind of event. */
export class Listeners<Detail = void> {
  readonly #all = new Set<(detail: Detail) => void>();

  add(listener: (detail: Detail) => void): () => void {
    this.#all.add(listener);
    return () => this.remove(listener);
  }

  /** Without a listener, removes all. */
  remove(listener?: (detail: Detail) => void): void {
    if (listener) this.#all.delete(listener);
    else this.#all.clear();
  }

  call(detail: Detail): void {
    for (const listener of new Set(this.#all)) listener(detail);
  }
}
