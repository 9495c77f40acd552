import { make, makeButton } from '../dom';
import { resolveSource } from '../sources';

export type PreviewItem = { url: string; type?: 'image' | 'video'; poster?: string };

/** Shows pictures and videos full screen, side by side; a tap closes, on a video its own button. */
export function previewMedia(layer: HTMLElement, items: PreviewItem[], current: number): void {
  const pages = items.map((item) =>
    make('phone-preview-page', [item.type === 'video' ? createVideo(item) : createPicture(item)]),
  );
  const strip = make('phone-preview-strip', pages);
  const place = make('phone-preview-place', [], { 'aria-hidden': 'true' });
  const close = (): void => preview.remove();
  const preview = make('phone-preview', [strip, place, makeButton('phone-preview-close', '关闭', close, ['×'])], {
    role: 'dialog',
    'aria-label': '图片预览',
  });
  strip.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLVideoElement)) close();
  });
  const showPlace = (index: number): void => {
    place.textContent = items.length > 1 ? `${index + 1}/${items.length}` : '';
  };
  strip.addEventListener('scrollend', () => showPlace(Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth))));
  layer.append(preview);
  const first = Math.max(0, Math.min(current, items.length - 1));
  pages[first]?.scrollIntoView?.({ behavior: 'instant' });
  showPlace(first);
}

function createPicture({ url }: PreviewItem): HTMLElement {
  const picture = document.createElement('img');
  picture.alt = '';
  resolveSource(url, (address) => (picture.src = address));
  return picture;
}

function createVideo({ url, poster }: PreviewItem): HTMLElement {
  const video = document.createElement('video');
  video.controls = true;
  video.playsInline = true;
  resolveSource(url, (address) => (video.src = address));
  if (poster) resolveSource(poster, (address) => (video.poster = address));
  return video;
}
