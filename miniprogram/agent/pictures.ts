export type Picked = { path: string; size: number };

/** Lets the person choose pictures; none when they close the picker. */
export const pickPictures = (count: number): Promise<Picked[]> =>
  new Promise((resolve) => {
    wx.chooseMedia({
      count,
      mediaType: ['image'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => resolve(tempFiles.map(({ tempFilePath: path, size }) => ({ path, size }))),
      fail: () => resolve([]),
    });
  });
