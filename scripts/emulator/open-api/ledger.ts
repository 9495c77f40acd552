import type { Clock, Plain } from '../contract';
import { openTable } from '../durable-table';
import { defaultModeration, type Moderation } from './moderation';

/** A message that was sent, as `/local/outbox` shows it. */
export type Sent = {
  at: number;
  api: string;
  appid: string;
  openid: string;
  templateId: string;
  page?: string;
  data: Plain;
};

/** A verdict on a medium that has not been delivered yet. */
export type Verdict = { traceId: string; appid: string; openid: string; mediaUrl: string; attempts: number };

/** A user's one-time permissions to send one kind of message. */
export type CreditOf = { appid: string; openid: string; templateId: string };

type Entry =
  | { kind: 'credit'; left: number }
  | { kind: 'sent'; sent: Sent }
  | { kind: 'verdict'; verdict: Verdict }
  | { kind: 'moderation'; moderation: Moderation };

/** What the open APIs remember: credits, what was sent, verdicts to deliver, and how to judge. */
export function openLedger(file: string, clock: Clock) {
  const table = openTable<Entry>(file);
  let count = 0;

  return {
    /** One accept allows one send. */
    accept: (credits: CreditOf[]): Promise<void> =>
      table.change(({ get, put }) => {
        for (const credit of credits) {
          const key = creditKey(credit);
          put(key, { kind: 'credit', left: leftIn(get(key)) + 1 });
        }
      }),
    /** Uses up a credit and records the message in one step; false if there is no credit. */
    send: (sent: Omit<Sent, 'at'>): Promise<boolean> =>
      table.change(({ get, put }) => {
        const key = creditKey(sent);
        const left = leftIn(get(key));
        if (left === 0) return false;
        const at = clock.now();
        put(key, { kind: 'credit', left: left - 1 });
        put(['sent', at, (count += 1)], { kind: 'sent', sent: { at, ...sent } });
        return true;
      }),
    outbox: (): Sent[] => Array.from(table.values('sent')).flatMap((entry) => ('sent' in entry ? [entry.sent] : [])),

    putVerdict: (verdict: Verdict): Promise<void> =>
      table.change(({ put }) => put(['verdict', verdict.traceId], { kind: 'verdict', verdict })),
    removeVerdict: (traceId: string): Promise<void> => table.change(({ remove }) => remove(['verdict', traceId])),
    verdicts: (): Verdict[] =>
      Array.from(table.values('verdict')).flatMap((entry) => ('verdict' in entry ? [entry.verdict] : [])),

    moderation(): Moderation {
      const entry = table.get(['moderation']);
      return entry?.kind === 'moderation' ? entry.moderation : defaultModeration;
    },
    moderate: (moderation: Moderation): Promise<void> =>
      table.change(({ put }) => put(['moderation'], { kind: 'moderation', moderation })),
    close: () => table.close(),
  };
}

function creditKey({ appid, openid, templateId }: CreditOf): string[] {
  return ['credit', appid, openid, templateId];
}

function leftIn(entry: Entry | undefined): number {
  return entry?.kind === 'credit' ? entry.left : 0;
}

export type Ledger = ReturnType<typeof openLedger>;
