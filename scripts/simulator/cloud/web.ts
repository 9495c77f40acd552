import { NetworkFailure, Refusal, WxCloudError } from './errors';
import type { CloudOptions } from './options';

/** An answer of the cloud: `requestId` and what the action adds. */
export type Reply = { requestId: string } & Record<string, unknown>;

const TIMEOUT_MS = 60_000;

/** Calls actions of the cloud as the phone's user, signing in first. */
export class Web {
  private token: Promise<string> | undefined;
  private cable = new AbortController();

  constructor(readonly options: CloudOptions) {
    options.network?.onChange((online) => this.networkChanged(online));
  }

  async call(action: string, parameters: Record<string, unknown> = {}): Promise<Reply> {
    const reply = await this.callOnce(action, parameters);
    if (reply['code'] !== 'CHECK_LOGIN_FAILED') return accepted(reply);
    this.token = undefined;
    return accepted(await this.callOnce(action, parameters));
  }

  /** Runs an upload or a download that ends when the app aborts it, or when the network goes. */
  async transfer<T>(api: string, aborted: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.request((signal) => {
        aborted.throwIfAborted();
        return work(AbortSignal.any([signal, aborted]));
      });
    } catch (error) {
      throw aborted.aborted ? new WxCloudError(-1, `${api}:fail abort`) : error;
    }
  }

  private async callOnce(action: string, parameters: Record<string, unknown>): Promise<Reply> {
    const access_token = await this.signIn();
    return (await this.post('/web?env=local', { action, env: 'local', access_token, ...parameters })) as Reply;
  }

  /** An access token, which is asked for once. */
  async signIn(): Promise<string> {
    this.token ??= this.login();
    try {
      return await this.token;
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }

  private async login(): Promise<string> {
    const { openid, appid, share } = this.options;
    const who = { openid, ...(appid !== undefined && { appid }), ...(share && { share }) };
    return String(accepted(await this.post('/local/login', who))['access_token']);
  }

  private async post(path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { url, fetch } = this.options;
    return this.request(async (signal) => {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return (await response.json()) as Record<string, unknown>;
    });
  }

  /** Whatever ends a request without an answer is a failure of the network, which may have gone meanwhile. */
  private async request<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.options.network?.isOnline() === false) {
      throw new NetworkFailure('request:fail the network is not available');
    }
    try {
      return await work(this.cable.signal);
    } catch (error) {
      throw new NetworkFailure(`request:fail ${String(error)}`, { cause: error });
    }
  }

  private networkChanged(online: boolean): void {
    if (online) return;
    this.cable.abort(new Error('the network went away'));
    this.cable = new AbortController();
  }
}

function accepted<T extends Record<string, unknown>>(reply: T): T {
  if (typeof reply['code'] === 'string') throw new Refusal(reply['code'], String(reply['message']));
  return reply;
}
