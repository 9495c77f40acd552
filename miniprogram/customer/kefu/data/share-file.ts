import { keptPath } from '../../../shared/phone-files';

/** Writes a text to a file of this app and answers its path; one of the same name is overwritten. */
export const writeText = (name: string, data: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const filePath = keptPath(name);
    wx.getFileSystemManager().writeFile({
      filePath,
      data,
      encoding: 'utf8',
      success: () => resolve(filePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });

/** Lets the person send a file to a chat, themselves among them; to be called at a tap. Whether it was sent. */
export const shareFile = (filePath: string, fileName: string): Promise<boolean> =>
  new Promise((resolve) => {
    wx.shareFileMessage({ filePath, fileName, success: () => resolve(true), fail: () => resolve(false) });
  });
