/** What WeChat itself remembers of an app and a person: consents, choices. The app's own storage does not show it. */
export class Records {
  constructor(
    private readonly store: Storage,
    private readonly owner: string,
  ) {}

  get(name: string): unknown {
    const text = this.store.getItem(this.key(name));
    return text === null ? undefined : (JSON.parse(text) as unknown);
  }

  set(name: string, value: unknown): void {
    this.store.setItem(this.key(name), JSON.stringify(value));
  }

  remove(name: string): void {
    this.store.removeItem(this.key(name));
  }

  clear(): void {
    const own = Object.keys(this.store).filter((key) => key.startsWith(this.key('')));
    for (const key of own) this.store.removeItem(key);
  }

  private key(name: string): string {
    return `${this.owner}#${name}`;
  }
}
