/**
 * A style sheet of TDesign in px. Its rpx grow with the window: on a computer everything would be huge. A phone 375 wide, which
 * our own sizes are meant for, has two rpx to a px.
 */
export const inPixels = (sheet: string): string =>
  sheet.replaceAll(/(-?\d*\.?\d+)rpx/g, (_, count: string) => `${Number(count) / 2}px`);
