import type { PageView } from './page-view';

/** Tells a page of its scrolling, and once of each time its end comes near. */
export function listenToPageScroll(page: PageView): void {
  const { scroller, settings } = page;
  let wasNear = false;
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (page.has('onPageScroll')) page.call('onPageScroll', { scrollTop });
    const isNear = scrollTop + clientHeight >= scrollHeight - (settings.config.onReachBottomDistance ?? 50);
    if (isNear && !wasNear) page.call('onReachBottom');
    wasNear = isNear;
  });
}
