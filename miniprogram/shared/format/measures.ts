import { text } from '../text/text';

/** The longest and the shortest edge of a picture in a chat. */
const MOST_PX = 160;
const LEAST_PX = 56;

export type Box = { width: number; height: number };

const within = (side: number): number => Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, side)));

/** How large a picture stands in a chat: whole when it can be, cut when it is very long or very wide. */
export function pictureBox({ width, height }: Box): Box {
  const scale = Math.min(1, MOST_PX / Math.max(width, height));
  return { width: within(width * scale), height: within(height * scale) };
}

const SHORTEST_VOICE_PX = 76;
const LONGEST_VOICE_PX = 208;

/** A voice message is the longer the more there is to hear, and grows less the longer it is. */
export function voiceWidth(ms: number): number {
  const part = Math.min(1, Math.sqrt(ms / 60_000));
  return Math.round(SHORTEST_VOICE_PX + (LONGEST_VOICE_PX - SHORTEST_VOICE_PX) * part);
}

/** Whole seconds, at least one. */
export const seconds = (ms: number): number => Math.max(1, Math.round(ms / 1000));

/** `0:07`, `12:30` */
export function playTime(ms: number): string {
  const whole = seconds(ms);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const units = ['B', 'KB', 'MB', 'GB'];

/** `812 B`, `3.4 KB`, `12 MB` */
export function fileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit === 0 || size >= 10 ? 0 : 1;
  return `${size.toFixed(digits)} ${units[unit]}`;
}

/** What fits into two lines beside the sign of a file, and how much of that is its end; a Chinese character counts two. */
const NAME_WIDTH = 34;
const TAIL_WIDTH = 14;

const widthOf = (character: string): number => (character.charCodeAt(0) > 0xff ? 2 : 1);

/** A name whose middle is left out when it is long, so that its end and its type stay in sight. */
export function shortName(name: string): string {
  const characters = Array.from(name);
  const total = characters.reduce((sum, character) => sum + widthOf(character), 0);
  if (total <= NAME_WIDTH) return name;
  const tail = fitting([...characters].reverse(), TAIL_WIDTH).reverse();
  return [...fitting(characters, NAME_WIDTH - TAIL_WIDTH - 1), '…', ...tail].join('');
}

/** As many of the first ones as are no wider than that. */
function fitting(characters: readonly string[], width: number): string[] {
  let left = width;
  return characters.filter((character) => (left -= widthOf(character)) >= 0);
}

const types: [icon: string, colour: string, extensions: string][] = [
  ['file-pdf-filled', '#e5484d', 'pdf'],
  ['file-word-filled', '#2f6fde', 'doc docx rtf pages'],
  ['file-excel-filled', '#1f9d5b', 'xls xlsx csv numbers'],
  ['file-powerpoint-filled', '#e2711d', 'ppt pptx key'],
  ['file-zip-filled', '#a07a3f', 'zip rar 7z tar gz'],
  ['file-music-filled', '#9155d6', 'mp3 wav aac m4a flac'],
  ['file-image-filled', '#0f94a8', 'jpg jpeg png gif webp bmp heic svg'],
  ['video-filled', '#5a67d8', 'mp4 mov avi mkv'],
  ['file-filled', '#6b7a90', 'txt md log json xml'],
];

/** The sign of a file's type and its colour. */
export function fileIcon(name: string): { icon: string; colour: string } {
  const extension = extensionIn(name);
  const [icon, colour] = types.find(([, , list]) => list.split(' ').includes(extension)) ?? [
    'file-unknown-filled',
    '#8a94a6',
  ];
  return { icon, colour };
}

/** The part after the last dot, in small letters; empty when there is none. */
export const extensionIn = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** `12"` */
export const voiceTime = (ms: number): string => text.kinds.seconds(seconds(ms));
