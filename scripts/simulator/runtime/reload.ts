/** Loads the page anew when a build has written another stamp. */
export function reloadOnChange(stampUrl: string): void {
  let known: string | undefined;
  const check = async (): Promise<void> => {
    const stamp = await readStamp(stampUrl);
    if (stamp === undefined) return;
    if (known !== undefined && stamp !== known) location.reload();
    known = stamp;
  };
  void check();
  setInterval(() => void check(), 1500);
}

/** A server that is restarting has no stamp to tell; that is no change. */
async function readStamp(url: string): Promise<string | undefined> {
  const response = await fetch(url, { cache: 'no-store' }).catch(() => undefined);
  return response?.ok ? await response.text() : undefined;
}
