import type { BuiltIn, BuiltInNode } from './define';

export const swiper: BuiltIn = {
  properties: {
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0, 0, 0, .3)' },
    indicatorActiveColor: { type: String, value: '#000000' },
    autoplay: Boolean,
    current: Number,
    currentItemId: String,
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    circular: Boolean,
    vertical: Boolean,
    displayMultipleItems: { type: Number, value: 1 },
    previousMargin: String,
    nextMargin: String,
    snapToEdge: Boolean,
    easingFunction: String,
  },
  build(node) {
    const track = document.createElement('div');
    const dots = document.createElement('div');
    track.className = 'phone-swiper-track';
    dots.className = 'phone-swiper-dots';
    node.host.append(track, dots);
    const view = new SwiperView(node, track, dots);
    return {
      slot: track,
      attached: () => view.attach(),
      detached: () => view.detach(),
      update: (changed) => view.update(changed),
    };
  },
};

export const swiperItem: BuiltIn = { properties: { itemId: String, skipHiddenItemLayout: Boolean } };

/** A row of items that scrolls to rest on one: the browser's scroll snapping does the moving. */
class SwiperView {
  #timer: ReturnType<typeof setInterval> | undefined;
  #observer: MutationObserver | undefined;

  constructor(
    private readonly node: BuiltInNode,
    private readonly track: HTMLElement,
    private readonly dots: HTMLElement,
  ) {
    track.addEventListener('scrollend', () => this.settle());
  }

  attach(): void {
    this.#observer = new MutationObserver(() => this.paint());
    this.#observer.observe(this.track, { childList: true });
    this.paint();
    this.show(this.node.number('current'), 'instant');
    this.schedule();
  }

  detach(): void {
    clearInterval(this.#timer);
    this.#observer?.disconnect();
  }

  update(changed: ReadonlySet<string>): void {
    this.node.host.toggleAttribute('vertical', this.node.is('vertical'));
    if (!this.node.host.isConnected) return;
    if (changed.has('current')) this.show(this.node.number('current'), 'smooth');
    if (changed.has('autoplay') || changed.has('interval')) this.schedule();
    this.paint();
  }

  private show(index: number, behavior: ScrollBehavior): void {
    const item = this.track.children[index] as HTMLElement | undefined;
    this.track.scrollTo?.({ left: item?.offsetLeft ?? 0, top: item?.offsetTop ?? 0, behavior });
    this.paint();
  }

  private schedule(): void {
    clearInterval(this.#timer);
    if (!this.node.is('autoplay')) return;
    this.#timer = setInterval(() => {
      const next = (this.node.number('current') + 1) % Math.max(1, this.track.children.length);
      this.change(next, 'autoplay');
      this.show(next, 'smooth');
    }, this.node.number('interval'));
  }

  private settle(): void {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.track;
    const index = Math.round(this.node.is('vertical') ? scrollTop / clientHeight : scrollLeft / clientWidth);
    this.change(index, 'touch');
    this.node.emit('animationfinish', { current: index, source: 'touch' });
  }

  private change(current: number, source: string): void {
    if (current === this.node.number('current')) return;
    this.node.keep('current', current);
    this.paint();
    this.node.emit('change', { current, source });
  }

  private paint(): void {
    this.dots.hidden = !this.node.is('indicatorDots');
    const marks = [...this.track.children].map((_, index) => {
      const mark = document.createElement('i');
      const isActive = index === this.node.number('current');
      mark.style.background = this.node.text(isActive ? 'indicatorActiveColor' : 'indicatorColor');
      return mark;
    });
    this.dots.replaceChildren(...marks);
  }
}
