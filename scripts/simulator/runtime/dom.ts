type Content = Node | string;

/** Makes an element of the phone's own furniture. */
export function make(className: string, content: Content[] = [], attributes: Record<string, string> = {}): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** Makes something that can be tapped, found by its role and name. */
export function makeButton(
  className: string,
  label: string,
  onTap: () => void,
  content: Content[] = [label],
): HTMLElement {
  const element = make(className, content, { role: 'button', 'aria-label': label });
  element.addEventListener('click', (event) => {
    event.stopPropagation();
    onTap();
  });
  return element;
}
