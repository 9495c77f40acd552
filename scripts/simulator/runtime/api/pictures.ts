import { extensionOf, typeOf } from '../files/local-file';
import { shrink } from '../media';
import type { MiniProgram } from '../mini-program';
import { failIfWanted } from '../outcomes';
import { sourceUrl } from '../sources';
import { api, ApiFailure } from './call';
import { measuresOf } from './media';

type Compressing = { src: string; quality?: number; compressedWidth?: number; compressedHeight?: number };

/** What can be asked of pictures and videos, and where they can be put. */
export function picturesApi(program: MiniProgram): Record<string, unknown> {
  const { files } = program;
  const save = (name: string, kind: 'image' | 'video') =>
    api(name, ({ filePath }: { filePath: string }) => saveToAlbum(program, name, filePath, kind));
  return {
    getImageInfo: api('getImageInfo', async ({ src }: { src: string }) => {
      const { width, height } = await measuresOf(src, files.find(src), 'image');
      const path = src.startsWith('http') ? await fetchToFile(program, src) : src;
      return { width, height, path, orientation: 'up', type: typeName(src) };
    }),
    getVideoInfo: api('getVideoInfo', async ({ src }: { src: string }) => {
      const measures = await measuresOf(src, files.find(src), 'video');
      const size = Math.round((files.find(src)?.content?.length ?? 0) / 1024);
      return { ...measures, size, fps: 15, bitrate: 1000, orientation: 'up', type: typeName(src) };
    }),
    compressImage: api(
      'compressImage',
      async ({ src, quality = 80, compressedWidth, compressedHeight }: Compressing) => {
        if (src.startsWith('wxfile://')) files.read(src);
        const wanted = { quality: quality / 100, width: compressedWidth, height: compressedHeight };
        const smaller = await shrink(sourceUrl(src), wanted);
        if (!smaller) return { tempFilePath: files.keep(files.read(src), 'jpg', files.find(src)?.measures) };
        return { tempFilePath: await files.keepBlob(smaller.blob, 'picture.jpg', smaller.measures) };
      },
    ),
    saveImageToPhotosAlbum: save('saveImageToPhotosAlbum', 'image'),
    saveVideoToPhotosAlbum: save('saveVideoToPhotosAlbum', 'video'),
  };
}

/** There is no album: the phone says that it was kept. */
async function saveToAlbum(program: MiniProgram, name: string, path: string, kind: string): Promise<void> {
  failIfWanted(program.device.outcomes.take(name));
  if (program.device.denied.includes('scope.writePhotosAlbum')) throw new ApiFailure('auth deny', { errno: 103 });
  if (!typeOf(path).startsWith(`${kind}/`)) throw new ApiFailure('invalid file type');
  if (path.startsWith('wxfile://')) program.files.read(path);
  program.device.did(`保存到相册：${path.split('/').at(-1)}`);
}

async function fetchToFile({ files }: MiniProgram, url: string): Promise<string> {
  const response = await fetch(url);
  return files.keepBlob(await response.blob(), new URL(url).pathname);
}

function typeName(path: string): string {
  const extension = extensionOf(path);
  return extension === 'jpg' ? 'jpeg' : extension || 'unknown';
}
