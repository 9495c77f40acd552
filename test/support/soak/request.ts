type Fetch = (address: string, init?: RequestInit) => Promise<Response>;
type Listener = (event: { loaded: number }) => void;

/** As much of XMLHttpRequest as an upload needs, over a given `fetch`. */
export function requestClass(fetch: Fetch) {
  return class {
    status = 0;
    responseText = '';
    readonly upload = { addEventListener: (_: string, listener: Listener) => void this.progressed.push(listener) };
    private readonly progressed: Listener[] = [];
    private readonly listeners = new Map<string, () => void>();
    private readonly aborter = new AbortController();
    private readonly headers: Record<string, string> = {};
    private method = '';
    private address = '';

    open(method: string, address: string): void {
      [this.method, this.address] = [method, address];
    }

    setRequestHeader(name: string, value: string): void {
      this.headers[name] = value;
    }

    getResponseHeader(): null {
      return null;
    }

    addEventListener(event: string, listener: () => void): void {
      this.listeners.set(event, listener);
    }

    abort(): void {
      this.aborter.abort();
    }

    send(content: ArrayBuffer): void {
      for (const listener of this.progressed) listener({ loaded: content.byteLength / 2 });
      this.put(content).then(
        () => this.listeners.get('load')?.(),
        () => this.listeners.get(this.aborter.signal.aborted ? 'abort' : 'error')?.(),
      );
    }

    private async put(body: ArrayBuffer): Promise<void> {
      const { method, headers, aborter } = this;
      const response = await fetch(this.address, { method, headers, body, signal: aborter.signal });
      this.status = response.status;
      this.responseText = await response.text();
    }
  };
}
