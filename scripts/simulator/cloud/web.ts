import { NetworkFailure, Refusal } from './errors';
import type { CloudOptions } from './options';

/** An answer of the cloud: `requestId` and what the action adds. */
export type Reply = { requestId: string } & Record<string, unknown>;

const TIMEOUT_MS = 60_000;

/** Calls actions of the cloud as the phone's user, signing in first. */
export class Web {
  private token: Promise<string> | undefined;
  private cable = new AbortController();

  constructor(private readonly options: CloudOptions) {
    options.network?.onChange((online) => this.networkChanged(online));
  }

  async call(action: string, parameters: Record<string, unknown> = {}): Promise<Reply> {
    const reply = await this.callOnce(action, parameters);
    if (reply['code'] !== 'CHECK_LOGIN_FAILED') return accepted(reply);
    this.token = undefined;
    return accepted(await this.callOnce(action, parameters));
  }

  private async callOnce(action: string, parameters: Record<string, unknown>): Promise<Reply> {
    const access_token = await this.signIn();
    return (await this.post('/web?env=local', { action, env: 'local', access_token, ...parameters })) as Reply;
  }

  private async signIn(): Promise<string> {
    this.token ??= this.login();
    try {
      return await this.token;
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }

  private async login(): Promise<string> {
    const { openid, appid } = this.options;
    const answer = await this.post('/local/login', { openid, ...(appid !== undefined && { appid }) });
    return String(answer['access_token']);
  }

  private async post(path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { url, fetch, network } = this.options;
    if (network?.isOnline() === false) throw new NetworkFailure('request:fail the network is not available');
    try {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.cable.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return (await response.json()) as Record<string, unknown>;
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

function accepted(reply: Reply): Reply {
  if (typeof reply['code'] === 'string') throw new Refusal(reply['code'], String(reply['message']));
  return reply;
}
