import type { Sample } from './samples/samples';

/** Tells of the pictures that the person pastes; an app hears nothing of them until it lets the person pick. */
export function listenForPastedPictures(window: Window, onPicture: (picture: Sample) => void): () => void {
  const listener = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const picture = files.find(({ type }) => type.startsWith('image/'));
    if (picture) onPicture(asSample(picture));
  };
  window.addEventListener('paste', listener);
  return () => window.removeEventListener('paste', listener);
}

function asSample(file: File): Sample {
  const make = (): Promise<Blob> => Promise.resolve(file);
  return { id: 'clipboard', label: '剪贴板图片', kind: 'image', name: file.name, measures: {}, make, draw: make };
}
