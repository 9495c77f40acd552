type Content = Node | string;

/** Makes an element of the stage. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  content: Content[] = [],
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  Object.assign(made, properties);
  made.append(...content);
  return made;
}

/** A named switch that tells when it is turned. */
export function toggle(label: string, onChange: (on: boolean) => void) {
  const box = element('input', '', [], { type: 'checkbox' });
  box.setAttribute('role', 'switch');
  box.addEventListener('change', () => onChange(box.checked));
  return { element: element('label', 'toggle', [element('span', '', [label]), box]), box };
}

/** A named choice of a few. */
export function choice(label: string, options: [value: string, text: string][], onChange: (value: string) => void) {
  const select = element(
    'select',
    '',
    options.map(([value, text]) => element('option', '', [text], { value })),
  );
  select.addEventListener('change', () => onChange(select.value));
  return { element: element('label', 'choice', [element('span', '', [label]), select]), select };
}
