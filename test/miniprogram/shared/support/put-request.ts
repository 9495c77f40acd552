type Listener = (event: { loaded: number }) => void;

/** As much of XMLHttpRequest as an upload needs, for a phone that lives in Node. */
export class PutRequest {
  status = 0;
  responseText = '';
  readonly upload = { addEventListener: (_: string, listener: Listener) => void this.onProgress.push(listener) };
  private readonly onProgress: Listener[] = [];
  private readonly listeners = new Map<string, () => void>();
  private readonly headers: Record<string, string> = {};
  private url = '';

  open(_method: string, url: string): void {
    this.url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  addEventListener(name: string, listener: () => void): void {
    this.listeners.set(name, listener);
  }

  getResponseHeader(): null {
    return null;
  }

  abort(): void {
    this.listeners.get('abort')?.();
  }

  send(body: ArrayBuffer): void {
    void this.put(body);
  }

  private async put(body: ArrayBuffer): Promise<void> {
    for (const tell of this.onProgress) tell({ loaded: body.byteLength / 2 });
    try {
      const response = await fetch(this.url, { method: 'PUT', headers: this.headers, body });
      this.status = response.status;
      this.responseText = await response.text();
      this.listeners.get('load')?.();
    } catch {
      this.listeners.get('error')?.();
    }
  }
}
