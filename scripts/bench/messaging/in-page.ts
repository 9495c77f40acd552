/** When a text was in a document, and when it was painted. */
export type Moment = { dom: number; painted: number };

declare global {
  interface Window {
    /** When somebody last lifted their finger. All pages of a browser read one clock. */
    tappedAt: number;
    shown: Promise<Moment>;
    /** Begins to look for a text in what is added from now on to the parts that a selector names. */
    awaitText(text: string, within: string): void;
  }
}

/** What each measured page runs first. */
export const inPage = `
const now = () => performance.timeOrigin + performance.now();
addEventListener('pointerup', () => { window.tappedAt = now(); }, true);

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
      const dom = now();
      afterPaint(() => resolve({ dom, painted: now() }));
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
};
`;
