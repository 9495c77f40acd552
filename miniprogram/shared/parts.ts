/** What the instances of a component hold besides their data: made when first asked for, gone with the instance. */
export function partsOf<T extends object>(make: () => T): (instance: object) => T {
  const all = new WeakMap<object, T>();
  return (instance) => {
    const parts = all.get(instance) ?? make();
    all.set(instance, parts);
    return parts;
  };
}
