import { showFailure } from '../shared/screens/failure-text';
import type { saveSettings } from './settings-store';
import { words } from './text/words';

type SettingsPage = { setData(data: { isSaving: boolean }): void };

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
