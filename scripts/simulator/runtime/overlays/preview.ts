import { make } from '../dom';

/** Shows pictures full screen, side by side; a tap closes. */
export function previewImages(layer: HTMLElement, urls: string[], current: string): void {
  const pictures = urls.map((url) => {
    const picture = document.createElement('img');
    picture.src = url;
    picture.alt = '';
    return make('phone-preview-page', [picture]);
  });
  const preview = make('phone-preview', pictures, { role: 'dialog', 'aria-label': '图片预览' });
  preview.addEventListener('click', () => preview.remove());
  layer.append(preview);
  pictures[Math.max(0, urls.indexOf(current))]?.scrollIntoView({ behavior: 'instant' });
}
