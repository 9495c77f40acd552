/** Tells when the app goes to the background and when it is shown again. Returns how to stop. */
export function watchVisibility(listener: (isVisible: boolean) => void): () => void {
  const onShow = () => listener(true);
  const onHide = () => listener(false);
  wx.onAppShow(onShow);
  wx.onAppHide(onHide);
  return () => {
    wx.offAppShow(onShow);
    wx.offAppHide(onHide);
  };
}
