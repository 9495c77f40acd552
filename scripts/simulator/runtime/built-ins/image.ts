import type { BuiltIn, BuiltInNode } from './define';
import { resolveSource } from '../sources';

const fits: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover' };

export const image: BuiltIn = {
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    webp: Boolean,
    showMenuByLongpress: Boolean,
  },
  build(node) {
    const picture = document.createElement('img');
    picture.alt = '';
    picture.draggable = false;
    listen(node, picture);
    node.host.append(picture);
    return {
      slot: document.createElement('div'),
      update: (changed) => {
        if (changed.has('mode')) setMode(node, picture);
        if (changed.has('src')) setSource(node, picture);
        picture.alt = node.text('ariaLabel');
      },
    };
  },
};

function listen(node: BuiltInNode, picture: HTMLImageElement): void {
  picture.addEventListener('load', () => {
    node.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight });
  });
  picture.addEventListener('error', () => {
    node.emit('error', { errMsg: `GET ${node.text('src')} failed` });
  });
}

function setMode(node: BuiltInNode, picture: HTMLImageElement): void {
  const mode = node.text('mode');
  node.host.dataset['mode'] = mode;
  picture.style.objectFit = fits[mode] ?? (mode.endsWith('Fix') ? 'fill' : 'none');
  picture.style.objectPosition = fits[mode] ? '' : mode;
}

function setSource(node: BuiltInNode, picture: HTMLImageElement): void {
  const source = node.text('src');
  if (!source) return picture.removeAttribute('src');
  const show = (url: string): void => {
    if (node.text('src') === source) picture.src = url;
  };
  resolveSource(source, show, node.component);
}
