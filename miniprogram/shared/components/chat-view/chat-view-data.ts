/** What a chat's screen puts into its view. */
export const chatViewData = {
  rows: [] as unknown[],
  head: '',
  count: 0,
  lastOwn: false,
  isLoading: true,
  /** The messages, taken back, that can be written anew. */
  editable: {} as Record<string, boolean>,
  /** What goes into the composer now. */
  draft: { text: '' },
  earlier: 'none' as 'none' | 'more' | 'loading' | 'failed' | 'end',
};

/** What a person does in a chat: its name, and what it is done to or with. */
export type ChatAct = { name: string; key?: string; text?: string };
