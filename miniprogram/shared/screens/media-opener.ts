import type { BodyOf } from '../../../cloudfunctions/common/protocol/bodies';
import type { ChatItem } from '../chat-item';
import type { MediaSource } from '../format/bubble';
import { extensionIn } from '../format/measures';
import { text } from '../text/text';

export type MediaOpenerOptions = {
  /** The messages on the screen, in order. */
  items: () => readonly ChatItem[];
  sourceOf: (item: ChatItem) => MediaSource;
  /** How much of a file has come down. */
  onPercent: (key: string, percent: number) => void;
};

/** What the phone can show, as the platform lists it. */
const documents = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf'] as const;
const pictures = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'heic'];

type DocumentType = (typeof documents)[number];

const isDocument = (extension: string): extension is DocumentType => documents.some((each) => each === extension);

/** Opens what lies in a message: pictures and videos in one gallery of the whole chat, files in the phone's viewer. */
export class MediaOpener {
  private readonly downloaded = new Map<string, string>();
  private readonly coming = new Set<string>();

  constructor(private readonly options: MediaOpenerOptions) {}

  async open(item: ChatItem): Promise<void> {
    if (item.kind === 'file') await this.openFile(item);
    else this.openGallery(item);
  }

  /** The picture as it was taken. */
  openOriginal(item: ChatItem): void {
    const source = this.options.sourceOf(item);
    const url = item.local?.original ?? (source === 'refused' ? undefined : source?.original);
    if (url !== undefined) void wx.previewImage({ urls: [url] });
  }

  private openGallery(item: ChatItem): void {
    const shown = this.options.items().filter((each) => this.gallerySource(each) !== undefined);
    const current = shown.findIndex(({ key }) => key === item.key);
    const sources = shown.map((each) => this.gallerySource(each)).filter((each) => each !== undefined);
    if (current >= 0) void wx.previewMedia({ sources, current });
  }

  private gallerySource(item: ChatItem): WechatMiniprogram.MediaSource | undefined {
    const source = this.options.sourceOf(item);
    if ((item.kind !== 'image' && item.kind !== 'video') || source === undefined || source === 'refused')
      return undefined;
    return { url: source.url, type: item.kind, ...(source.cover !== undefined && { poster: source.cover }) };
  }

  private async openFile(item: ChatItem): Promise<void> {
    const extension = extensionIn((item.body as BodyOf<'file'>).name);
    if (!isDocument(extension) && !pictures.includes(extension)) return say(text.tap.unsupported);
    if (this.coming.has(item.key)) return;
    try {
      const path = await this.pathOf(item);
      if (path === undefined) return;
      if (isDocument(extension)) await wx.openDocument({ filePath: path, fileType: extension, showMenu: true });
      else await wx.previewImage({ urls: [path] });
    } catch {
      say(text.tap.notOpened);
    }
  }

  private async pathOf(item: ChatItem): Promise<string | undefined> {
    const here = item.local?.path ?? this.downloaded.get(item.key);
    const source = this.options.sourceOf(item);
    if (here !== undefined || source === undefined || source === 'refused') return here;
    const path = await this.download(item.key, source.url);
    this.downloaded.set(item.key, path);
    return path;
  }

  private async download(key: string, url: string): Promise<string> {
    this.coming.add(key);
    this.options.onPercent(key, 0);
    try {
      return await downloaded(url, (percent) => this.options.onPercent(key, percent));
    } finally {
      this.coming.delete(key);
      this.options.onPercent(key, 100);
    }
  }
}

const say = (title: string): void => void wx.showToast({ title, icon: 'none' });

const downloaded = (url: string, onPercent: (percent: number) => void): Promise<string> =>
  new Promise((resolve, reject) => {
    const task = wx.downloadFile({
      url,
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200 ? resolve(tempFilePath) : reject(new Error(`download: ${statusCode}`)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
    task.onProgressUpdate(({ progress }) => onPercent(progress));
  });
