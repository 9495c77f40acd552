/** A `Date` that tells the phone's time instead of the browser's. */
export function phoneDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, values: unknown[], self) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, self) as Date,
    apply: () => new Date(now()).toString(),
    get: (target, key, self) => (key === 'now' ? now : (Reflect.get(target, key, self) as unknown)),
  });
}
