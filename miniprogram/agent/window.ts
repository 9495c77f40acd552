/** From here on list, chat and customer have room beside each other. */
const DESK_PX = 900;

/** Whether the window is as wide as a desk: WeChat on a computer. */
export const isWide = (width: number = wx.getWindowInfo().windowWidth): boolean => width >= DESK_PX;
