import { randomBytes } from 'node:crypto';
import { CloudError, type Caller, type Clock } from '../contract';

type Client = Extract<Caller, { kind: 'client' }>;

const LIFETIME_MS = 10 * 60_000;

/** Short-lived proofs of identity with which a signed-in client opens its socket. */
export class Tickets {
  private readonly issued = new Map<string, { client: Client; expiresAt: number }>();

  constructor(private readonly clock: Clock) {}

  issue(client: Client): string {
    this.dropExpired();
    const ticket = randomBytes(24).toString('base64url');
    this.issued.set(ticket, { client, expiresAt: this.clock.now() + LIFETIME_MS });
    return ticket;
  }

  redeem(ticket: string): Client {
    const found = this.issued.get(ticket);
    if (!found) throw new CloudError('SIGN_INVALID_ERROR', 'The signature is not known; sign in again.');
    if (found.expiresAt < this.clock.now()) throw new CloudError('SIGN_EXPIRED_ERROR', 'The signature has expired.');
    return found.client;
  }

  private dropExpired(): void {
    const now = this.clock.now();
    for (const [ticket, { expiresAt }] of this.issued) {
      if (expiresAt >= now) return;
      this.issued.delete(ticket);
    }
  }
}
