/** Opens a page of the host, also one of its tabs; one that is no longer there opens nothing. */
export function openPage(url: string): void {
  wx.navigateTo({ url, fail: () => wx.switchTab({ url, fail: ignore }) });
}

const ignore = (): void => undefined;
