/** When a frame brought a text, when it was in the document, and when it was painted. */
export type Moment = { pushed: number; dom: number; painted: number };

declare global {
  interface Window {
    /** When somebody last lifted their finger. All pages of a browser read one clock. */
    tappedAt: number;
    /** When the app last asked a function to send a message. */
    askedAt: number;
    shown: Promise<Moment>;
    /** Begins to look for a text in what is added from now on to the parts that a selector names. */
    awaitText(text: string, within: string): void;
  }
}

/** What each measured page runs first. */
export const inPage = `
const now = () => performance.timeOrigin + performance.now();
addEventListener('pointerup', () => { window.tappedAt = now(); }, true);

const { fetch, WebSocket } = window;
window.fetch = (address, init) => {
  if (/"functions.invokeFunction".*"send/.test(init?.body ?? '')) window.askedAt = now();
  return fetch(address, init);
};

let pushedAt = 0;
window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    this.addEventListener('message', () => { pushedAt = now(); });
  }
};

const afterPaint = (then) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage('');
});

window.awaitText = (text, within) => {
  const isInside = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    return element?.closest(within) || element?.querySelector(within);
  };
  const says = (node) => node.textContent?.includes(text) && isInside(node);
  const isNew = ({ type, target, addedNodes }) => type === 'characterData' ? says(target) : [...addedNodes].some(says);
  window.shown = new Promise((resolve) => {
    const observer = new MutationObserver((records) => {
      if (!records.some(isNew)) return;
      observer.disconnect();
      const [pushed, dom] = [pushedAt, now()];
      afterPaint(() => resolve({ pushed, dom, painted: now() }));
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
};
`;
