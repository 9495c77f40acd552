import { make, makeButton } from '../dom';
import type { Sample } from '../samples/samples';

/** What was picked: samples, and files of the computer. */
export type Picked = { samples: Sample[]; files: File[]; isOriginal: boolean };

export type GalleryOptions = {
  title: string;
  samples: Sample[];
  /** At most so many. */
  count: number;
  /** What the computer's own dialog offers, as in `<input accept>`. */
  accept: string;
  /** Whether the person may ask for the pictures as they are. */
  offersOriginal: boolean;
};

/** Lets the person pick from samples, or from the files of the computer; undefined when given up. */
export function showGallery(layer: HTMLElement, options: GalleryOptions): Promise<Picked | undefined> {
  return new Promise((resolve) => {
    const chosen: Sample[] = [];
    const close = (files?: File[]): void => {
      gallery.remove();
      resolve(
        files && { samples: chosen, files, isOriginal: original.element.getAttribute('aria-checked') === 'true' },
      );
    };
    const original = createOriginalSwitch(options.offersOriginal);
    const done = makeButton('phone-gallery-done', '完成', () => {
      if (chosen.length > 0) close([]);
    });
    const tiles = options.samples.map((sample) => createTile(sample, () => choose(sample)));
    const paint = (): void => {
      tiles.forEach((tile, index) => mark(tile, chosen.indexOf(options.samples[index] as Sample)));
      done.textContent = chosen.length > 0 ? `完成(${chosen.length})` : '完成';
      done.setAttribute('aria-disabled', String(chosen.length === 0));
    };
    const choose = (sample: Sample): void => {
      const at = chosen.indexOf(sample);
      if (at >= 0) chosen.splice(at, 1);
      else if (options.count === 1) chosen.splice(0, 1, sample);
      else if (chosen.length < options.count) chosen.push(sample);
      paint();
    };
    const head = make('phone-gallery-head', [
      makeButton('phone-gallery-cancel', '取消', () => close()),
      make('phone-gallery-title', [options.title]),
    ]);
    const foot = make('phone-gallery-foot', [createComputerButton(options, close), original.element, done]);
    const isList = options.samples.every(({ kind }) => kind === 'file');
    const body = make('phone-gallery-body', tiles, { 'data-look': isList ? 'list' : 'grid' });
    const gallery = make('phone-gallery', [head, body, foot], {
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': options.title,
    });
    paint();
    layer.append(gallery);
  });
}

function createTile({ label, kind, draw }: Sample, onTap: () => void): HTMLElement {
  const sign = make('phone-gallery-sign', [], { 'aria-hidden': 'true' });
  const tile = makeButton('phone-gallery-tile', label, onTap, [make('phone-gallery-name', [label]), sign]);
  tile.dataset['kind'] = kind;
  if (draw) void showThumb(tile, draw);
  return tile;
}

async function showThumb(tile: HTMLElement, draw: () => Promise<Blob>): Promise<void> {
  if (!URL.createObjectURL) return;
  const url = URL.createObjectURL(await draw());
  tile.style.backgroundImage = `url(${url})`;
}

function mark(tile: HTMLElement, place: number): void {
  tile.setAttribute('aria-pressed', String(place >= 0));
  const sign = tile.querySelector('.phone-gallery-sign');
  if (sign) sign.textContent = place >= 0 ? String(place + 1) : '';
}

function createOriginalSwitch(isOffered: boolean): { element: HTMLElement } {
  const element = makeButton('phone-gallery-original', '原图', () => {
    element.setAttribute('aria-checked', String(element.getAttribute('aria-checked') !== 'true'));
  });
  element.setAttribute('role', 'checkbox');
  element.setAttribute('aria-checked', 'false');
  element.hidden = !isOffered;
  return { element };
}

/** A real dialog of the browser; it can only be opened by a real click. */
function createComputerButton({ accept, count }: GalleryOptions, close: (files: File[]) => void): HTMLElement {
  const field = document.createElement('input');
  Object.assign(field, { type: 'file', accept, multiple: count > 1, hidden: true });
  field.addEventListener('change', () => {
    const files = [...(field.files ?? [])].slice(0, count);
    if (files.length > 0) close(files);
  });
  const button = makeButton('phone-gallery-computer', '从电脑选择…', () => field.click());
  button.append(field);
  return button;
}
