import { make, makeButton } from '../dom';

export type ModalOptions = {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
};

export type ModalResult = { confirm: boolean; cancel: boolean; content: string | null };

/** Asks a question above everything else and answers what the person chose. */
export function showModal(layer: HTMLElement, options: ModalOptions): Promise<ModalResult> {
  return new Promise((resolve) => {
    const field = options.editable ? createField(options) : undefined;
    const text = field ?? make('phone-modal-content', [options.content ?? '']);
    const heading = options.title ? [make('phone-modal-title', [options.title])] : [];
    const close = (confirm: boolean): void => {
      shade.remove();
      resolve({ confirm, cancel: !confirm, content: confirm && field ? field.value : null });
    };
    const panel = make('phone-modal', [...heading, text, createActions(options, close)], {
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': options.title ?? options.content ?? '',
    });
    const shade = make('phone-shade', [panel]);
    layer.append(shade);
    field?.focus();
  });
}

function createField({ content = '', placeholderText = '' }: ModalOptions): HTMLTextAreaElement {
  const field = document.createElement('textarea');
  field.className = 'phone-modal-field';
  field.value = content;
  field.placeholder = placeholderText;
  field.setAttribute('aria-label', placeholderText || '内容');
  return field;
}

function createActions(options: ModalOptions, close: (confirm: boolean) => void): HTMLElement {
  const { showCancel = true, cancelText = '取消', confirmText = '确定' } = options;
  const cancel = makeButton('phone-modal-action', cancelText, () => close(false));
  const confirm = makeButton('phone-modal-action phone-modal-confirm', confirmText, () => close(true));
  if (options.cancelColor) cancel.style.color = options.cancelColor;
  if (options.confirmColor) confirm.style.color = options.confirmColor;
  return make('phone-modal-actions', showCancel ? [cancel, confirm] : [confirm]);
}
