import { NetworkError } from '../shared/failure';
import type { Outgoing } from '../shared/outgoing';

/** The picture of a quick reply as a message of its own: it is fetched, and goes out like one that was picked. */
export async function pictureMessage(url: string): Promise<Outgoing> {
  const path = await download(url);
  const [{ width, height }, size] = await Promise.all([wx.getImageInfo({ src: path }), sizeOf(path)]);
  return { kind: 'image', body: { width, height, size }, files: [{ field: 'file', path }] };
}

const download = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    wx.downloadFile({
      url,
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200 ? resolve(tempFilePath) : reject(new NetworkError(`the picture answered ${statusCode}`)),
      fail: ({ errMsg }) => reject(new NetworkError(errMsg)),
    });
  });

const sizeOf = (filePath: string): Promise<number> =>
  new Promise((resolve, reject) => {
    wx.getFileSystemManager().getFileInfo({
      filePath,
      success: ({ size }) => resolve(size),
      fail: ({ errMsg }) => reject(new NetworkError(errMsg)),
    });
  });
