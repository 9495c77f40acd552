import { glassEasel } from 'glass-easel-miniprogram-adapter';

type DomElement = ReturnType<glassEasel.CurrentWindowBackendContext['document']['createElement']>;

/**
 * glass-easel's DOM backend with the names, units and timing of a mini-program. Events do not come from here: see
 * gestures.ts and the built-in components.
 */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  override document = {
    createElement: (tagName: string) => createWxElement(tagName) as unknown as DomElement,
    createTextNode: (content: string) => document.createTextNode(content) as unknown as DomElement,
    createDocumentFragment: () => document.createDocumentFragment() as unknown as DomElement,
  };

  override onEvent(): void {}

  override setListenerStats(): void {}

  override setModelBindingStat(): void {}

  override render(callback: (error: Error | null) => void): void {
    setTimeout(() => callback(null));
  }
}

function createWxElement(tagName: string): HTMLElement {
  const element = document.createElement(`wx-${tagName}`);
  element.setAttribute = setAttribute;
  return element;
}

function setAttribute(this: HTMLElement, name: string, value: string): void {
  const text = name === 'style' ? convertInlineStyle(value) : value;
  HTMLElement.prototype.setAttribute.call(this, name, text);
}

/** Inline styles are written at run time, so their units are converted here and not by the compiler. */
export function convertInlineStyle(style: string): string {
  return style
    .replaceAll(
      /(-?(?:\d+\.?\d*|\.\d+))rpx\b/g,
      (_, amount: string) => `${Number((Number(amount) / 7.5).toFixed(5))}vw`,
    )
    .replaceAll(/(-?(?:\d+\.?\d*|\.\d+))vh\b/g, 'calc($1 * var(--page-vh, 1vh))')
    .replaceAll(/\b(?:env|constant)\(\s*(safe-area-inset-\w+)/g, 'var(--$1');
}
