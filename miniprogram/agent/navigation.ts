const LIST = 'pages/conversations/conversations';
const CHAT = 'pages/chat/chat';

/** A message to come to in a conversation that opens, and the words to be marked there. */
export type Target = { seq: number; isNote: boolean; words: string[] };

let target: Target | undefined;

let beside: ((conversationId: string) => void) | undefined;

/** On a wide window the list opens conversations beside it; undefined: the window has become narrow. */
export function setDesk(open: ((conversationId: string) => void) | undefined): void {
  beside = open;
}

let isQueueWanted = false;

/** Opens the list where it shows who waits. */
export function openQueue(): void {
  isQueueWanted = true;
  void wx.switchTab({ url: `/${LIST}` });
}

/** Whether the list is to show who waits, asked for once. */
export function takeQueueWish(): boolean {
  const isWanted = isQueueWanted;
  isQueueWanted = false;
  return isWanted;
}

/** Opens a conversation, from whatever page: beside the list where there is room, as a page of its own otherwise. */
export function openConversation(conversationId: string): void {
  if (beside) openBeside(conversationId, beside);
  else openPage(conversationId);
}

/** Opens a conversation where something was said. What is looked for stands in no address: addresses are counted elsewhere. */
export function openAt(conversationId: string, wanted: Target): void {
  target = wanted;
  openPage(conversationId);
}

/** Where the conversation that opens is to be shown, asked for once. */
export function takeTarget(): Target | undefined {
  const taken = target;
  target = undefined;
  return taken;
}

function openBeside(conversationId: string, open: (conversationId: string) => void): void {
  if (currentRoute() !== LIST) void wx.switchTab({ url: `/${LIST}` });
  open(conversationId);
}

/** One chat does not lie on top of another: going back leads to the list. */
function openPage(conversationId: string): void {
  const url = `/${CHAT}?id=${conversationId}`;
  if (currentRoute() === CHAT) void wx.redirectTo({ url });
  else void wx.navigateTo({ url });
}

function currentRoute(): string {
  const pages = getCurrentPages();
  return pages[pages.length - 1]?.route ?? '';
}
