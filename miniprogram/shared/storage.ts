/** What is stored under names that begin with a prefix, in no particular order. */
export function storedUnder<T>(prefix: string): T[] {
  const { keys } = wx.getStorageInfoSync();
  return keys.filter((key) => key.startsWith(prefix)).map((key) => wx.getStorageSync<T>(key));
}

export function store(key: string, value: object): void {
  wx.setStorageSync(key, value);
}

export function forget(key: string): void {
  wx.removeStorageSync(key);
}
