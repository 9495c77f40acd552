const lookEveryMs = 50;
const bytesPerMb = 1024 * 1024;

/** The memory that this process holds, in MB. */
export function usedMemoryMb(): number {
  return Math.ceil(process.memoryUsage.rss() / bytesPerMb);
}

/** Looks at the memory of this process while its code waits for something, and tells when it is above the limit. */
export function watchMemory(limitMb: number, onExceeded: (memoryMb: number) => void): void {
  const look = (): void => {
    const memoryMb = usedMemoryMb();
    if (memoryMb > limitMb) onExceeded(memoryMb);
  };
  setInterval(look, lookEveryMs).unref();
}
