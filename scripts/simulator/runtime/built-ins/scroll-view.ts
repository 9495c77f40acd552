import { elementById } from '../lookup';
import { domOf } from '../easel';
import type { BuiltIn, BuiltInNode } from './define';
import { createRefresher } from './refresher';

export const scrollView: BuiltIn = {
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    upperThreshold: { type: Number, value: 50 },
    lowerThreshold: { type: Number, value: 50 },
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: String,
    scrollIntoViewOffset: Number,
    scrollWithAnimation: Boolean,
    scrollAnchoring: Boolean,
    enableBackToTop: Boolean,
    enableFlex: Boolean,
    enhanced: Boolean,
    bounces: { type: Boolean, value: true },
    showScrollbar: { type: Boolean, value: true },
    pagingEnabled: Boolean,
    fastDeceleration: Boolean,
    refresherEnabled: Boolean,
    refresherTriggered: Boolean,
    refresherThreshold: { type: Number, value: 45 },
    refresherDefaultStyle: { type: String, value: 'black' },
    refresherBackground: String,
    type: String,
  },
  build(node) {
    const content = document.createElement('div');
    content.className = 'scroll-content';
    const refresher = createRefresher(node);
    node.host.append(refresher.element, content);
    watchScrolling(node);
    return {
      slot: content,
      attached: () => place(node, new Set(['scrollTop', 'scrollLeft', 'scrollIntoView'])),
      update: (changed) => {
        setAxes(node, content);
        if (changed.has('refresherTriggered')) refresher.setRunning(Boolean(node.data['refresherTriggered']));
        if (node.host.isConnected) queueMicrotask(() => place(node, changed));
      },
    };
  },
};

function setAxes({ host, data }: BuiltInNode, content: HTMLElement): void {
  host.style.setProperty('--scroll-x', data['scrollX'] ? 'auto' : 'hidden');
  host.style.setProperty('--scroll-y', data['scrollY'] ? 'auto' : 'hidden');
  host.toggleAttribute('anchored', Boolean(data['scrollAnchoring']));
  host.toggleAttribute('bare', Boolean(data['enhanced'] && !data['showScrollbar']));
  content.toggleAttribute('flex', Boolean(data['enableFlex']));
}

/** Applies the properties that say where to scroll, after the children of the same update are there. */
function place({ component, host, data }: BuiltInNode, changed: ReadonlySet<string>): void {
  const behavior = data['scrollWithAnimation'] ? 'smooth' : 'instant';
  const { scrollTop: top, scrollLeft: left } = data;
  if (changed.has('scrollTop') && top !== null && top !== '') host.scrollTo?.({ top: Number(top), behavior });
  if (changed.has('scrollLeft') && left !== null && left !== '') host.scrollTo?.({ left: Number(left), behavior });
  if (!changed.has('scrollIntoView') || !data['scrollIntoView']) return;
  const target = elementById(component, String(data['scrollIntoView']));
  const dom = target && domOf(target);
  if (!dom) return;
  const box = dom.getBoundingClientRect();
  const frame = host.getBoundingClientRect();
  const offset = Number(data['scrollIntoViewOffset'] ?? 0);
  host.scrollTo?.({
    ...(data['scrollY'] ? { top: host.scrollTop + box.top - frame.top + offset } : {}),
    ...(data['scrollX'] ? { left: host.scrollLeft + box.left - frame.left + offset } : {}),
    behavior,
  });
}

/** Tells the app of scrolling; of an edge once, when it comes near. */
function watchScrolling(node: BuiltInNode): void {
  const { host } = node;
  let last = { top: 0, left: 0 };
  let near = { start: true, end: false };
  host.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = host;
    const moved = { deltaX: last.left - scrollLeft, deltaY: last.top - scrollTop };
    last = { top: scrollTop, left: scrollLeft };
    node.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, ...moved });
    const now = nearEdges(node);
    const vertical = Boolean(node.data['scrollY']);
    if (now.start && !near.start) node.emit('scrolltoupper', { direction: vertical ? 'top' : 'left' });
    if (now.end && !near.end) node.emit('scrolltolower', { direction: vertical ? 'bottom' : 'right' });
    near = now;
  });
}

function nearEdges({ host, data }: BuiltInNode): { start: boolean; end: boolean } {
  const [offset, size, frame] = data['scrollY']
    ? [host.scrollTop, host.scrollHeight, host.clientHeight]
    : [host.scrollLeft, host.scrollWidth, host.clientWidth];
  return {
    start: offset <= Number(data['upperThreshold']),
    end: offset + frame >= size - Number(data['lowerThreshold']),
  };
}
