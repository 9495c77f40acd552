/** A key of a computer's keyboard; https://developers.weixin.qq.com/miniprogram/dev/api/device/keyboard/wx.onKeyDown.html */
type Key = { key: string };

export type DeskKeys = {
  /** One conversation up or down. */
  onMove: (step: 1 | -1) => void;
  onPaste: () => void;
};

/** Listens to the keys that are pressed outside of fields; WeChat tells of them on computers only. Returns how to stop. */
export function watchDeskKeys({ onMove, onPaste }: DeskKeys): () => void {
  if (typeof wx.onKeyDown !== 'function') return () => undefined;
  let isControl = false;
  const down = ({ key }: Key): void => {
    if (isModifier(key)) isControl = true;
    else if (isControl && key.toLowerCase() === 'v') onPaste();
    else if (key === 'ArrowUp' || key === 'ArrowDown') onMove(key === 'ArrowUp' ? -1 : 1);
  };
  const up = ({ key }: Key): void => {
    if (isModifier(key)) isControl = false;
  };
  wx.onKeyDown(down);
  wx.onKeyUp(up);
  return () => {
    wx.offKeyDown(down);
    wx.offKeyUp(up);
  };
}

/** Control, or Command on a Mac. */
const isModifier = (key: string): boolean => key === 'Control' || key === 'Meta';
