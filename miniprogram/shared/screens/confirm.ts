export type Question = { title: string; content?: string; yes: string; no: string };

/** Asks before something that cannot be undone. */
export const confirm = ({ title, content = '', yes, no }: Question): Promise<boolean> =>
  new Promise((resolve) => {
    wx.showModal({
      title,
      content,
      confirmText: yes,
      cancelText: no,
      confirmColor: '#fa5151',
      success: (answer) => resolve(answer.confirm),
      fail: () => resolve(false),
    });
  });
