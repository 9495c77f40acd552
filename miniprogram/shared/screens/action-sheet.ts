/** Offers a list from below; answers the index of what was chosen, undefined when the sheet was closed without a choice. */
export const chooseFrom = (itemList: string[]): Promise<number | undefined> =>
  new Promise((resolve) => {
    wx.showActionSheet({
      itemList,
      success: ({ tapIndex }) => resolve(tapIndex),
      fail: () => resolve(undefined),
    });
  });
