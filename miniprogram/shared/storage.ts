/** The names, beginning with a prefix, under which something is stored. */
export const namesUnder = (prefix: string): string[] =>
  wx.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix));

/** What is stored under names that begin with a prefix, in no particular order. */
export const storedUnder = <T>(prefix: string): T[] => namesUnder(prefix).map((key) => wx.getStorageSync<T>(key));

/** What is stored under a name; undefined when nothing is. */
export function stored(key: string): object | undefined {
  const value: unknown = wx.getStorageSync(key);
  return typeof value === 'object' && value !== null ? value : undefined;
}

export function store(key: string, value: object): void {
  wx.setStorageSync(key, value);
}

export function forget(key: string): void {
  wx.removeStorageSync(key);
}

export function forgetUnder(prefix: string): void {
  for (const name of namesUnder(prefix)) forget(name);
}
