import { make, makeButton } from '../dom';

/** Shows a document full screen: as the browser can, or else its name. */
export function showDocument(
  layer: HTMLElement,
  { name, url, isPdf }: { name: string; url: string; isPdf: boolean },
): void {
  const close = makeButton('phone-document-close', '关闭', () => reader.remove());
  const body = isPdf ? createFrame(name, url) : make('phone-document-name', [name]);
  const head = make('phone-document-head', [close, make('phone-document-title', [name])]);
  const reader = make('phone-document', [head, body], { role: 'dialog', 'aria-modal': 'true', 'aria-label': name });
  layer.append(reader);
}

function createFrame(title: string, url: string): HTMLElement {
  const frame = document.createElement('iframe');
  Object.assign(frame, { title, src: url, className: 'phone-document-frame' });
  return frame;
}
