import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AgentDocument } from '../../../cloudfunctions/common/protocol/documents';
import { RawClient } from '../../emulator/watch/raw-client';
import { outputFolder } from '../function-folder';
import { post } from '../people';

/** The project's rules, but that anybody may watch the agents: so a test sees every change of theirs. */
export function rulesThatShowAgents(): string {
  const rules = JSON.parse(readFileSync('database-rules.json', 'utf8')) as object;
  const file = path.join(outputFolder('rules'), 'rules.json');
  writeFileSync(file, JSON.stringify({ ...rules, agents: { read: true, write: false } }));
  return file;
}

/** Sees the agents after each write to them, however short it lasts. */
export class LoadWatch {
  /** Those who were seen with more than they can take, and with how many. */
  readonly overloaded: string[] = [];
  /** The most that all of them held at one time. */
  most = 0;
  changes = 0;
  readonly #load = new Map<string, number>();

  private constructor(private readonly client: RawClient) {}

  static async begin(url: string): Promise<LoadWatch> {
    const { access_token } = (await post(`${url}/local/login`, { openid: 'onlooker' })) as { access_token: string };
    const watch = new LoadWatch(await RawClient.connect(url, access_token));
    await watch.client.watch('agents', {});
    return watch;
  }

  /** Follows until an agent is seen who fits. */
  async until(fits: (agent: AgentDocument) => boolean): Promise<void> {
    for (;;) {
      const { events } = await this.client.nextEvents();
      const agents = events.map(({ Doc }) => JSON.parse(Doc) as AgentDocument);
      for (const agent of agents) this.#look(agent);
      if (agents.some(fits)) return;
    }
  }

  close(): Promise<void> {
    return this.client.close();
  }

  #look({ _id, holding, capacity }: AgentDocument): void {
    this.changes += 1;
    this.#load.set(_id, holding.length);
    this.most = Math.max(
      this.most,
      [...this.#load.values()].reduce((sum, load) => sum + load),
    );
    if (holding.length > capacity) this.overloaded.push(`${_id}: ${holding.length}`);
  }
}
