import { extensionOf, type LocalFile, type Measures } from '../files/local-file';
import type { LocalFiles } from '../files/local-files';
import { firstFrame, measure, shrink } from '../media';
import type { MiniProgram } from '../mini-program';
import { pick, type PickedFile } from '../picker';
import { sourceUrl } from '../sources';
import { api, ApiFailure } from './call';

type MediaType = 'image' | 'video' | 'mix';
type Source = 'album' | 'camera';
type Size = 'original' | 'compressed';
type Choosing = { count?: number; mediaType?: MediaType[]; sourceType?: Source[]; sizeType?: Size[] };
type FileChoosing = { count: number; type?: 'all' | 'video' | 'image' | 'file'; extension?: string[] };

const titles: Record<string, string> = { image: '图片', video: '视频', 'image,video': '图片和视频' };
const maxMedia = 20;
const maxFiles = 100;
/** What WeChat's compression leaves of a picture, about. */
const compressedSide = 1440;
const compressedQuality = 0.7;

/** Pictures, videos and files that the person picks. */
export function mediaApi(program: MiniProgram): Record<string, unknown> {
  return {
    chooseMedia: api('chooseMedia', (options: Choosing) => chooseMedia(program, options)),
    chooseImage: api('chooseImage', async (options: Choosing) => {
      const { tempFiles } = await chooseMedia(program, { ...options, mediaType: ['image'] }, 'chooseImage');
      const files = tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, size }));
      return { tempFilePaths: files.map(({ path }) => path), tempFiles: files };
    }),
    chooseMessageFile: api('chooseMessageFile', (options: FileChoosing) => chooseMessageFile(program, options)),
  };
}

async function chooseMedia(program: MiniProgram, options: Choosing, name = 'chooseMedia') {
  const { count = 9, mediaType = ['image', 'video'], sizeType = ['original', 'compressed'], sourceType } = options;
  const byCamera = sourceType?.length === 1 && sourceType[0] === 'camera';
  const kinds = (['image', 'video'] as const).filter((kind) => mediaType.includes(kind) || mediaType.includes('mix'));
  const { files, isOriginal } = await pick(program, {
    api: name,
    title: byCamera ? '拍摄' : (titles[kinds.join()] ?? ''),
    kinds,
    count: byCamera ? 1 : Math.min(count, maxMedia),
    accept: kinds.map((kind) => `${kind}/*`).join(','),
    offersOriginal: sizeType.length > 1,
  });
  const asIs = sizeType.includes('original') && (isOriginal || !sizeType.includes('compressed'));
  const tempFiles = await Promise.all(files.map((file) => describeMedia(program.files, file, asIs)));
  return { tempFiles, type: typeOfAll(tempFiles) };
}

type MediaFile = { tempFilePath: string; size: number; fileType: 'image' | 'video' };

/** Of pictures WeChat tells no measures, only of videos. */
async function describeMedia(files: LocalFiles, { path, kind, file }: PickedFile, asIs: boolean): Promise<MediaFile> {
  if (kind === 'video') return describeVideo(files, path, file);
  const tempFilePath = asIs ? path : await compress(files, path);
  return { tempFilePath, size: files.read(tempFilePath).length, fileType: 'image' };
}

async function describeVideo(files: LocalFiles, path: string, file: LocalFile): Promise<MediaFile> {
  const measures = { ...(await measuresOf(path, file, 'video')) };
  const thumb = await files.keepBlob(await firstFrame(sourceUrl(path)), 'thumb.jpg');
  const size = files.read(path).length;
  return Object.assign(
    { tempFilePath: path, size, fileType: 'video' as const },
    { ...measures, thumbTempFilePath: thumb },
  );
}

async function compress(files: LocalFiles, path: string): Promise<string> {
  const { width = 0, height = 0 } = (await measure(sourceUrl(path), 'image')) ?? {};
  const scale = Math.min(1, compressedSide / Math.max(1, Math.min(width, height)));
  const smaller = await shrink(sourceUrl(path), { quality: compressedQuality, width: width * scale || undefined });
  return smaller ? files.keepBlob(smaller.blob, 'picture.jpg', smaller.measures) : path;
}

/** What is known of a file, or else seen by looking at it. */
export async function measuresOf(
  path: string,
  file: LocalFile | undefined,
  kind: 'image' | 'video',
): Promise<Measures> {
  if (file?.measures.width !== undefined) return file.measures;
  const seen = await measure(sourceUrl(path), kind);
  if (!seen) throw new ApiFailure('file not exist or not supported');
  return seen;
}

function typeOfAll(files: MediaFile[]): MediaType {
  const kinds = new Set(files.map(({ fileType }) => fileType));
  return kinds.size > 1 ? 'mix' : (files[0]?.fileType ?? 'image');
}

async function chooseMessageFile(program: MiniProgram, { count, type = 'all', extension = [] }: FileChoosing) {
  if (!(count >= 0 && count <= maxFiles)) throw new ApiFailure('parameter error: parameter.count should be 0~100');
  const kinds = type === 'all' ? (['file', 'image', 'video'] as const) : ([type] as const);
  const endings = type === 'file' ? extension.map((ending) => `.${ending.replace(/^\./, '')}`) : [];
  const { files } = await pick(program, {
    api: 'chooseMessageFile',
    title: '选择文件',
    kinds: [...kinds],
    count,
    accept: endings.join(',') || (type === 'all' || type === 'file' ? '*/*' : `${type}/*`),
    offersOriginal: false,
  });
  const wanted = files.filter(({ name }) => endings.length === 0 || endings.includes(`.${extensionOf(name)}`));
  if (wanted.length === 0) throw new ApiFailure('cancel');
  return { tempFiles: wanted.map((each) => describePicked(program, each)) };
}

function describePicked({ device, files }: MiniProgram, { path, name, kind }: PickedFile): object {
  return { path, name, size: files.read(path).length, type: kind, time: Math.floor(device.now() / 1000) };
}
