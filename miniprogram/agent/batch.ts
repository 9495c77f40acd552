/** Conversations that are chosen to be ended together, and how far that has come. */
export type BatchView = {
  isOn: boolean;
  chosen: string[];
  /** The same, to look one up. */
  marks: Record<string, true>;
  isWorking: boolean;
  done: number;
  all: number;
  /** Names of those that could not be ended; they stay chosen. */
  failed: string[];
};

export const noBatch: BatchView = { isOn: false, chosen: [], marks: {}, isWorking: false, done: 0, all: 0, failed: [] };

const withChosen = (batch: BatchView, chosen: string[]): BatchView => ({
  ...batch,
  failed: [],
  chosen,
  marks: Object.fromEntries(chosen.map((id) => [id, true as const])),
});

/** While they are being ended, nothing is chosen. */
export function toggled(batch: BatchView, id: string): BatchView {
  if (batch.isWorking) return batch;
  const { chosen } = batch;
  return withChosen(batch, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
}

/** Chooses all of them, or none when all are chosen already. */
export const allToggled = (batch: BatchView, ids: string[]): BatchView =>
  withChosen(batch, batch.chosen.length === ids.length ? [] : ids);

type Work = {
  items: readonly { id: string; name: string }[];
  /** Rejects when that one could not be done. */
  close: (id: string) => Promise<unknown>;
  onChange: (batch: BatchView) => void;
};

/** Ends them one after the other; one that fails does not keep the others from being ended. */
export async function closeAll({ items, close, onChange }: Work): Promise<BatchView> {
  const failed: { id: string; name: string }[] = [];
  const chosen = withChosen({ ...noBatch, isOn: true, isWorking: true, all: items.length }, idsOf(items));
  for (const [index, item] of items.entries()) {
    onChange({ ...chosen, done: index });
    await close(item.id).catch(() => failed.push(item));
  }
  const left = withChosen({ ...chosen, isWorking: false, done: items.length }, idsOf(failed));
  return { ...left, failed: failed.map(({ name }) => name) };
}

const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);
