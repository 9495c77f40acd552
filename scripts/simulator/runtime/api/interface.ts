import type { MiniProgram } from '../mini-program';
import { type ActionSheetOptions, showActionSheet } from '../overlays/action-sheet';
import { type ModalOptions, showModal } from '../overlays/modal';
import { previewMedia, type PreviewItem } from '../overlays/preview';
import { Toast, type ToastOptions } from '../overlays/toast';
import { createAnimation } from './animation';
import { api, ApiFailure } from './call';

const maxSheetItems = 6;

/** What appears above the pages. */
export function interfaceApi({ screen }: MiniProgram): Record<string, unknown> {
  const layer = screen.overlays;
  const toast = new Toast(layer);
  return {
    createAnimation,
    showToast: api('showToast', (options: ToastOptions) => toast.show(options)),
    hideToast: api('hideToast', () => toast.hide()),
    showLoading: api('showLoading', (options: { title: string; mask?: boolean }) => toast.showLoading(options)),
    hideLoading: api('hideLoading', () => toast.hide()),
    showModal: api('showModal', (options: ModalOptions) => {
      checkLength('cancelText', options.cancelText);
      checkLength('confirmText', options.confirmText);
      return showModal(layer, options);
    }),
    showActionSheet: api('showActionSheet', async (options: ActionSheetOptions) => {
      if (options.itemList.length > maxSheetItems)
        throw new ApiFailure('parameter error: itemList should not exceed 6');
      const tapIndex = await showActionSheet(layer, options);
      if (tapIndex === undefined) throw new ApiFailure('cancel');
      return { tapIndex };
    }),
    previewImage: api('previewImage', ({ urls, current }: { urls: string[]; current?: string | number }) => {
      const items = urls.map((url) => ({ url }));
      previewMedia(layer, items, typeof current === 'number' ? current : urls.indexOf(current ?? ''));
    }),
    previewMedia: api('previewMedia', ({ sources, current = 0 }: { sources: PreviewItem[]; current?: number }) =>
      previewMedia(layer, sources, current),
    ),
  };
}

function checkLength(name: string, text = ''): void {
  if (text.length > 4) throw new ApiFailure(`${name} length should not larger than 4 Chinese characters`);
}
