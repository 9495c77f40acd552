import type { BuiltIn } from './define';

/** Asked of every named control inside a form, through the DOM. */
export type FormVisit = { values: Record<string, unknown>; reset: boolean };

export const form: BuiltIn = {
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  build(node) {
    node.host.addEventListener('phone-submit', (event) => {
      event.stopPropagation();
      const reset = (event as CustomEvent<string>).detail === 'reset';
      const values = collect(node.host, reset);
      node.emit(reset ? 'reset' : 'submit', reset ? {} : { value: values });
    });
    return {};
  },
};

/** Asks the form around `inside` to submit or reset itself. */
export function submitForm(inside: HTMLElement, kind: string): void {
  inside.dispatchEvent(new CustomEvent('phone-submit', { bubbles: true, detail: kind }));
}

function collect(host: HTMLElement, reset: boolean): Record<string, unknown> {
  const visit: FormVisit = { values: {}, reset };
  for (const element of host.querySelectorAll('*')) {
    element.dispatchEvent(new CustomEvent('phone-form-visit', { detail: visit }));
  }
  return visit.values;
}
