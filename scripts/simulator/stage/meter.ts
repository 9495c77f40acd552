import { element } from './elements';

type Usage = {
  functions: Record<string, { calls: number }>;
  database: { reads: number; writes: number };
  pushes: number;
  yuan: number;
};

const everyMs = 2000;

/** What the cloud has done since it was started, in one line that leads to the whole account. */
export function createMeter(): HTMLElement {
  const line = element('a', 'meter', ['用量'], { href: 'local/usage', target: '_blank', title: '查看全部用量' });
  const refresh = async (): Promise<void> => {
    const usage = await readUsage();
    if (usage) line.textContent = describe(usage);
  };
  void refresh();
  setInterval(() => void refresh(), everyMs);
  return line;
}

/** A cloud that is restarting has no account to show; the line keeps what it says. */
async function readUsage(): Promise<Usage | undefined> {
  const response = await fetch('local/usage').catch(() => undefined);
  return response?.ok ? ((await response.json()) as Usage) : undefined;
}

function describe({ functions, database, pushes, yuan }: Usage): string {
  const calls = Object.values(functions).reduce((sum, one) => sum + one.calls, 0);
  return `函数 ${calls} 次 · 数据库 ${database.reads + database.writes} 次 · 推送 ${pushes} 次 · ¥${yuan.toFixed(4)}`;
}
