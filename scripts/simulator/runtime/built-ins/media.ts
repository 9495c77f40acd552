import { resolveSource } from '../sources';
import type { BuiltIn, BuiltInNode } from './define';

export const video: BuiltIn = {
  properties: {
    src: String,
    poster: String,
    controls: { type: Boolean, value: true },
    autoplay: Boolean,
    loop: Boolean,
    muted: Boolean,
    objectFit: { type: String, value: 'contain' },
  },
  build(node) {
    const player = document.createElement('video');
    player.playsInline = true;
    node.host.append(player);
    for (const type of ['play', 'pause', 'ended', 'error', 'waiting']) {
      player.addEventListener(type, () => node.emit(type));
    }
    player.addEventListener('timeupdate', () => {
      node.emit('timeupdate', { currentTime: player.currentTime, duration: player.duration });
    });
    return {
      slot: document.createElement('div'),
      update: (changed) => {
        for (const name of ['controls', 'autoplay', 'loop', 'muted'] as const) player[name] = node.is(name);
        for (const name of ['src', 'poster'] as const) if (changed.has(name)) setSource(node, player, name);
        player.style.objectFit = node.text('objectFit');
      },
    };
  },
};

function setSource(node: BuiltInNode, player: HTMLVideoElement, name: 'src' | 'poster'): void {
  const source = node.text(name);
  if (!source) return player.removeAttribute(name);
  const show = (url: string): void => {
    if (node.text(name) === source) player[name] = url;
  };
  resolveSource(source, show, node.component);
}

export const canvas: BuiltIn = {
  properties: { type: String, canvasId: String, disableScroll: Boolean },
  build(node) {
    node.host.append(document.createElement('canvas'));
    return { slot: document.createElement('div') };
  },
};
