let offsetMs = 0;

/** Moves `Date.now()` and `new Date()` of this process. */
export function setClockOffset(ms: number): void {
  offsetMs = ms;
}

/** Replaces the global `Date` by one that follows the cloud's clock. */
export function followCloudClock(): void {
  const MachineDate = Date;
  const now = () => MachineDate.now() + offsetMs;
  const CloudDate = new Proxy(MachineDate, {
    apply: () => new MachineDate(now()).toString(),
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length > 0 ? values : [now()], newTarget),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  MachineDate.prototype.constructor = CloudDate;
  globalThis.Date = CloudDate;
}
