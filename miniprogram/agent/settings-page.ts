import { failureText, showFailure } from '../shared/screens/failure-text';
import type { saveSettings } from './settings-store';
import { words } from './text/words';

type SettingsPage = { setData(data: { failure?: string; isSaving?: boolean }): void };

/** Loads what a page of settings shows; the page says so when that failed. */
export async function loading(page: SettingsPage, load: () => Promise<void>): Promise<void> {
  page.setData({ failure: '' });
  try {
    await load();
  } catch (error) {
    page.setData({ failure: failureText(error) });
  }
}

/** Saves while the page shows that it does; then says how it ended. */
export async function saving(page: SettingsPage, save: () => ReturnType<typeof saveSettings>): Promise<void> {
  page.setData({ isSaving: true });
  try {
    const { isSaved } = await save();
    void wx.showToast({ title: isSaved ? words.settings.saved : words.settings.notSaved, icon: 'none' });
  } catch (error) {
    showFailure(error);
  }
  page.setData({ isSaving: false });
}
