import { assetUrl } from '../assets';
import type { BuiltIn } from './define';

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
        if (changed.has('src') && node.is('src')) player.src = assetUrl(node.text('src'), node.component);
        if (changed.has('poster') && node.is('poster')) player.poster = assetUrl(node.text('poster'), node.component);
        player.style.objectFit = node.text('objectFit');
      },
    };
  },
};

export const canvas: BuiltIn = {
  properties: { type: String, canvasId: String, disableScroll: Boolean },
  build(node) {
    node.host.append(document.createElement('canvas'));
    return { slot: document.createElement('div') };
  },
};
