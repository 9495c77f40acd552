import { receive, send } from '../signals';
import type { BuiltIn, BuiltInNode } from './define';

/** Asked of every control inside a form: to add its value under its name, or to reset itself. */
export type FormVisit = { values: Record<string, unknown>; reset: boolean };

export const form: BuiltIn = {
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  build(node) {
    receive(node.host, 'submit', (kind, event) => {
      event.stopPropagation();
      const value = visitControls(node.host, kind === 'reset');
      node.emit(kind, kind === 'reset' ? {} : { value });
    });
    return {};
  },
};

/** Makes a control with a name part of the form around it. */
export function joinForm(node: BuiltInNode, read: () => unknown, reset: () => void): void {
  receive(node.host, 'form-visit', (visit) => {
    if (visit.reset) reset();
    else if (node.is('name')) visit.values[node.text('name')] = read();
  });
}

function visitControls(host: HTMLElement, reset: boolean): Record<string, unknown> {
  const visit: FormVisit = { values: {}, reset };
  for (const element of host.querySelectorAll('*')) send(element, 'form-visit', visit);
  return visit.values;
}
