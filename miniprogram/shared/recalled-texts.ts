/** What one took back can be written anew for this long. */
const KEPT_MS = 5 * 60_000;

const texts = new Map<string, string>();
const listeners = new Set<() => void>();

/** Keeps what a message said, in memory only, since it is about to be taken back. */
export function keepRecalled(key: string, text: string): void {
  texts.set(key, text);
  tell();
  setTimeout(() => {
    texts.delete(key);
    tell();
  }, KEPT_MS);
}

/** What a message said that this phone took back not long ago. */
export const recalledText = (key: string): string | undefined => texts.get(key);

/** Tells at once and after each change which messages can be written anew. Returns how to stop. */
export function watchRecalled(listener: (keys: readonly string[]) => void): () => void {
  const listen = () => listener([...texts.keys()]);
  listeners.add(listen);
  listen();
  return () => void listeners.delete(listen);
}

function tell(): void {
  for (const listener of listeners) listener();
}
