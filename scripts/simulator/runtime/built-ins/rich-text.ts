import type { BuiltIn } from './define';

type RichNode = { type?: string; name?: string; text?: string; attrs?: Record<string, string>; children?: RichNode[] };

const allowedTags = new Set(
  `a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em
  fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small
  span strong sub sup table tbody td tfoot th thead tr tt u ul`.split(/\s+/),
);
const allowedAttributes = new Set([
  'class',
  'style',
  'src',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'type',
]);

export const richText: BuiltIn = {
  properties: { nodes: { type: null, value: [] }, space: String, userSelect: Boolean },
  build: (node) => ({
    slot: document.createElement('div'),
    update() {
      const { nodes } = node.data;
      const list = typeof nodes === 'string' ? parseHtml(nodes) : ((nodes ?? []) as RichNode[]);
      node.host.replaceChildren(...list.flatMap(render));
      node.host.toggleAttribute('selectable', node.is('userSelect'));
    },
  }),
};

function parseHtml(html: string): RichNode[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.childNodes].map(describe);
}

function describe(node: Node): RichNode {
  if (!(node instanceof Element)) return { type: 'text', text: node.textContent ?? '' };
  const attrs = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  return { name: node.localName, attrs, children: [...node.childNodes].map(describe) };
}

/** Only what the platform trusts: anything else disappears with all that is inside. */
function render({ type, name = '', text = '', attrs = {}, children = [] }: RichNode): Node[] {
  if (type === 'text') return [document.createTextNode(text)];
  if (!allowedTags.has(name.toLowerCase())) return [];
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attrs)) {
    if (allowedAttributes.has(attribute)) element.setAttribute(attribute, value);
  }
  element.append(...children.flatMap(render));
  return [element];
}
