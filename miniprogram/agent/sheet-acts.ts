/** What is asked about before it is done to a conversation. */
export type SheetAct = 'transfer' | 'invite' | 'hold' | 'remind' | 'labels' | 'close' | 'block';

export const sheetActs: ReadonlySet<string> = new Set<SheetAct>([
  'transfer',
  'invite',
  'hold',
  'remind',
  'labels',
  'close',
  'block',
]);
