/** How an agent wants to be told of what comes. */
export type AlertChoices = { banner: boolean; sound: boolean; vibration: boolean };

const KEY = 'kefu/alerts';

const everything: AlertChoices = { banner: true, sound: true, vibration: true };

/** What this phone was told; everything, until something is turned off. */
export const alertChoices = (): AlertChoices => ({
  ...everything,
  ...wx.getStorageSync<Partial<AlertChoices>>(KEY),
});

/** Turns one way of being told on or off; answers how it stands then. */
export function chooseAlert(way: keyof AlertChoices, isOn: boolean): AlertChoices {
  const choices = { ...alertChoices(), [way]: isOn };
  wx.setStorageSync(KEY, choices);
  return choices;
}
