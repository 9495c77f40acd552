import { randomBytes } from 'node:crypto';
import { CloudError, type Clock } from '../contract';
import type { Watcher } from './watcher';

const LIFETIME_MS = 10 * 60_000;

/** Short-lived proofs of identity with which whoever watches opens its socket. */
export class Tickets {
  private readonly issued = new Map<string, { watcher: Watcher; expiresAt: number }>();

  constructor(private readonly clock: Clock) {}

  issue(watcher: Watcher): string {
    this.dropExpired();
    const ticket = randomBytes(24).toString('base64url');
    this.issued.set(ticket, { watcher, expiresAt: this.clock.now() + LIFETIME_MS });
    return ticket;
  }

  redeem(ticket: string): Watcher {
    const found = this.issued.get(ticket);
    if (!found) throw new CloudError('SIGN_INVALID_ERROR', 'The signature is not known; sign in again.');
    if (found.expiresAt < this.clock.now()) throw new CloudError('SIGN_EXPIRED_ERROR', 'The signature has expired.');
    return found.watcher;
  }

  private dropExpired(): void {
    const now = this.clock.now();
    for (const [ticket, { expiresAt }] of this.issued) {
      if (expiresAt >= now) return;
      this.issued.delete(ticket);
    }
  }
}
