import { assetUrl } from './assets';
import type { EaselComponent } from './easel';
import type { LocalFiles } from './files/local-files';

type Links = {
  getTempFileURL?(request: { fileList: string[] }): Promise<{ fileList: { tempFileURL: string }[] }> | undefined;
};

/** Where the contents of pictures, videos and sounds are: files of the phone, of the cloud, of the app, of the web. */
export type Sources = { files: LocalFiles; cloud?: Links | undefined };

let sources: Sources | undefined;

/** Told by the app that runs in this window. */
export function useSources(next: Sources): void {
  sources = next;
}

/** Gives `show` the address of a source: at once, or for a file of the cloud when its link is known. */
export function resolveSource(source: string, show: (url: string) => void, component?: EaselComponent): void {
  if (source.startsWith('cloud://')) void showFromCloud(source, show);
  else show(sourceUrl(source, component));
}

/** The address of a source that is not in the cloud; of a file that is gone, one where nothing is. */
export function sourceUrl(source: string, component?: EaselComponent): string {
  if (source.startsWith('wxfile://')) return sources?.files.url(source) ?? `data:,${encodeURIComponent(source)}`;
  return assetUrl(source, component);
}

async function showFromCloud(source: string, show: (url: string) => void): Promise<void> {
  const links = await sources?.cloud?.getTempFileURL?.({ fileList: [source] });
  show(links?.fileList[0]?.tempFileURL || source);
}
