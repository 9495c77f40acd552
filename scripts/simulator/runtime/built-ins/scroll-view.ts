import { elementById } from '../lookup';
import { PullStrip } from '../pull-strip';
import { domOf } from '../easel';
import type { BuiltIn, BuiltInNode } from './define';

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
    content.className = 'phone-scroll-content';
    const strip = createStrip(node);
    node.host.append(strip.element, content);
    watchScrolling(node);
    return {
      slot: content,
      attached: () => place(node, new Set(['scrollTop', 'scrollLeft', 'scrollIntoView'])),
      update: (changed) => {
        setAxes(node, content);
        if (changed.has('refresherTriggered')) setRefreshing(node, strip);
        if (node.host.isConnected) queueMicrotask(() => place(node, changed));
      },
    };
  },
};

function createStrip(node: BuiltInNode): PullStrip {
  return new PullStrip({
    scroller: node.host,
    isEnabled: () => node.is('refresherEnabled'),
    threshold: () => node.number('refresherThreshold'),
    onPull: (distance) => node.emit('refresherpulling', { dy: distance }),
    onAbort: () => node.emit('refresherabort'),
    onRefresh: () => {
      node.keep('refresherTriggered', true);
      node.emit('refresherrefresh');
    },
  });
}

function setRefreshing(node: BuiltInNode, strip: PullStrip): void {
  const isOver = strip.isRunning && !node.data['refresherTriggered'];
  strip.setRunning(node.is('refresherTriggered'));
  if (isOver) node.emit('refresherrestore');
}

function setAxes(node: BuiltInNode, content: HTMLElement): void {
  const { host } = node;
  host.style.setProperty('--scroll-x', node.is('scrollX') ? 'auto' : 'hidden');
  host.style.setProperty('--scroll-y', node.is('scrollY') ? 'auto' : 'hidden');
  host.toggleAttribute('anchored', node.is('scrollAnchoring'));
  host.toggleAttribute('bare', node.is('enhanced') && !node.is('showScrollbar'));
  content.toggleAttribute('flex', node.is('enableFlex'));
}

/** Applies the properties that say where to scroll, after the children of the same update are there. */
function place(node: BuiltInNode, changed: ReadonlySet<string>): void {
  const behavior = node.is('scrollWithAnimation') ? 'smooth' : 'instant';
  const isSet = (name: string): boolean => changed.has(name) && node.data[name] !== null && node.data[name] !== '';
  if (isSet('scrollTop')) node.host.scrollTo?.({ top: node.number('scrollTop'), behavior });
  if (isSet('scrollLeft')) node.host.scrollTo?.({ left: node.number('scrollLeft'), behavior });
  if (isSet('scrollIntoView')) scrollToChild(node, behavior);
}

function scrollToChild(node: BuiltInNode, behavior: ScrollBehavior): void {
  const { host } = node;
  const target = elementById(node.component, node.text('scrollIntoView'));
  const dom = target && domOf(target);
  if (!dom) return;
  const box = dom.getBoundingClientRect();
  const frame = host.getBoundingClientRect();
  const offset = node.number('scrollIntoViewOffset');
  host.scrollTo?.({
    ...(node.is('scrollY') ? { top: host.scrollTop + box.top - frame.top + offset } : {}),
    ...(node.is('scrollX') ? { left: host.scrollLeft + box.left - frame.left + offset } : {}),
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
    const vertical = node.is('scrollY');
    if (now.start && !near.start) node.emit('scrolltoupper', { direction: vertical ? 'top' : 'left' });
    if (now.end && !near.end) node.emit('scrolltolower', { direction: vertical ? 'bottom' : 'right' });
    near = now;
  });
}

function nearEdges(node: BuiltInNode): { start: boolean; end: boolean } {
  const { host } = node;
  const [offset, size, frame] = node.is('scrollY')
    ? [host.scrollTop, host.scrollHeight, host.clientHeight]
    : [host.scrollLeft, host.scrollWidth, host.clientWidth];
  return {
    start: offset <= node.number('upperThreshold'),
    end: offset + frame >= size - node.number('lowerThreshold'),
  };
}
