import { encodeValue } from './key-order';

/** A document is held by a transaction that has written it and is still open. */
export class HeldError extends Error {
  constructor(readonly released: Promise<void>) {
    super('The document is held by an open transaction.');
  }
}

/** Holds on documents, by collection and id, from a transaction's write until its end. */
export class Locks {
  readonly #holders = new Map<string, LockHolder>();

  /** Fails unless the document is free or held by the one who asks. */
  require(collection: number, id: unknown, holder?: LockHolder): void {
    const other = this.#holders.get(lockKey(collection, id));
    if (other && other !== holder) throw new HeldError(other.released);
  }

  hold(collection: number, id: unknown, holder: LockHolder): void {
    this.#holders.set(lockKey(collection, id), holder);
  }

  release(holder: LockHolder): void {
    for (const [key, each] of this.#holders) if (each === holder) this.#holders.delete(key);
    holder.release();
  }
}

/** One who can hold documents; `released` resolves when all of them are free again. */
export class LockHolder {
  release: () => void = () => undefined;
  readonly released = new Promise<void>((resolve) => (this.release = resolve));
}

function lockKey(collection: number, id: unknown): string {
  return `${collection}:${encodeValue(id).toString('latin1')}`;
}
