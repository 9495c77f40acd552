import { failureText } from '../shared/screens/failure-text';

type LoadingPage = { setData(data: { failure: string }): void };

/** Loads what a page shows; the page says so when that failed. */
export async function loading(page: LoadingPage, load: () => Promise<void>): Promise<void> {
  page.setData({ failure: '' });
  try {
    await load();
  } catch (error) {
    page.setData({ failure: failureText(error) });
  }
}
