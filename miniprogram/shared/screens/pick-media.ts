import { FILE_LIMIT } from '../../../cloudfunctions/common/protocol/limits';
import { type Box, fileSize } from '../format/measures';
import type { Outgoing } from '../outgoing';
import { text } from '../text/text';
import { confirm } from './confirm';

/** As many pictures can be picked at once. */
const MOST_PICTURES = 9;

/** A picture beyond this was picked as it was taken: a smaller one is made for the chat, and the original goes with it. */
const ORIGINAL_FROM = 800 * 1024;
const SMALL_EDGE = 1440;

type Picked = WechatMiniprogram.MediaFile;
type Small = { path: string; size: number };

/** Lets the person pick pictures and videos, or take one; nothing when they did not. */
export async function pickMedia(source: 'album' | 'camera', type: 'image' | 'video'): Promise<Outgoing[]> {
  const picked = await chosen(() =>
    wx.chooseMedia({
      count: type === 'image' ? MOST_PICTURES : 1,
      mediaType: [type],
      sourceType: [source],
      sizeType: ['original', 'compressed'],
      maxDuration: 60,
    }),
  );
  const files = (picked?.tempFiles ?? []).filter((file) => fits(nameOf(type), file.size));
  return Promise.all(files.map((file) => (type === 'video' ? videoOf(file) : pictureOf(file))));
}

/** Lets the person pick files out of a chat. */
export async function pickFiles(): Promise<Outgoing[]> {
  const picked = await chosen(() => wx.chooseMessageFile({ count: MOST_PICTURES, type: 'all' }));
  return (picked?.tempFiles ?? [])
    .filter(({ name, size }) => fits(name, size))
    .map(({ name, size, path }) => ({
      kind: 'file',
      body: { name: shortened(name), size },
      files: [{ field: 'file', path }],
    }));
}

const nameOf = (type: 'image' | 'video'): string => (type === 'image' ? text.pick.picture : text.pick.video);

async function pictureOf({ tempFilePath: path, size }: Picked): Promise<Outgoing> {
  const { width, height } = await wx.getImageInfo({ src: path });
  const small = size > ORIGINAL_FROM ? await smaller(path, { width, height }, size) : undefined;
  if (!small) return { kind: 'image', body: { width, height, size }, files: [{ field: 'file', path }] };
  return {
    kind: 'image',
    body: { width, height, size: small.size, original: { size } },
    files: [
      { field: 'file', path: small.path },
      { field: 'original', path },
    ],
  };
}

/** Undefined when it cannot be made, or is no smaller: the picture then goes as it is. */
async function smaller(src: string, { width, height }: Box, than: number): Promise<Small | undefined> {
  const edge = Math.min(SMALL_EDGE, Math.max(width, height));
  try {
    const wanted = width > height ? { compressedWidth: edge } : { compressedHeight: edge };
    const { tempFilePath: path } = await wx.compressImage({ src, quality: 80, ...wanted });
    const size = await sizeOf(path);
    return size < than ? { path, size } : undefined;
  } catch {
    return undefined;
  }
}

const sizeOf = (filePath: string): Promise<number> =>
  new Promise((resolve, reject) => {
    wx.getFileSystemManager().getFileInfo({ filePath, success: ({ size }) => resolve(size), fail: reject });
  });

async function videoOf({ tempFilePath: path, size, duration, width, height, thumbTempFilePath: cover }: Picked) {
  const body = { width: width || 16, height: height || 9, duration: Math.round(duration * 1000), size };
  const files: Outgoing['files'] = [
    { field: 'file', path },
    ...(cover ? [{ field: 'cover' as const, path: cover }] : []),
  ];
  return { kind: 'video' as const, body, files };
}

function fits(name: string, size: number): boolean {
  if (size <= FILE_LIMIT) return true;
  say(text.pick.tooLarge(name, fileSize(FILE_LIMIT)));
  return false;
}

const LONGEST_NAME = 64;

/** The end of a name says what the file is: the middle of a long one goes. */
function shortened(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.length <= LONGEST_NAME) return characters.join('') || text.kinds.image;
  return [...characters.slice(0, LONGEST_NAME - 17), '…', ...characters.slice(-16)].join('');
}

/** What was picked; undefined when nothing was. A refusal is told, with the way to change it. */
async function chosen<T>(pick: () => Promise<T>): Promise<T | undefined> {
  try {
    return await pick();
  } catch (error) {
    await tellRefusal((error as { errMsg?: string }).errMsg ?? '');
    return undefined;
  }
}

async function tellRefusal(words: string): Promise<void> {
  if (/cancel/.test(words)) return;
  if (/privacy/.test(words)) say(text.pick.noPrivacy);
  else if (/auth|deny|denied/.test(words)) await offerSettings(text.pick.denied);
  else say(text.pick.failed);
}

/** Says what is not allowed, and leads to where that can be changed. */
export async function offerSettings(title: string): Promise<void> {
  if (await confirm({ title, yes: text.pick.settings, no: text.pick.later })) wx.openSetting({ fail: () => undefined });
}

const say = (title: string): void => void wx.showToast({ title, icon: 'none' });
