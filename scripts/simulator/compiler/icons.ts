import { type AtRule, parse, type Root, type Rule } from 'postcss';

const iconRule = /\.t-icon-([\w-]+)::?before$/;

const base = parse(
  '.t-icon-base:before{content:"";display:block;width:1em;height:1em;background:currentColor;mask:center/contain no-repeat}',
);

/** Replaces TDesign's icon font, which lives on a CDN, by masks with the official icon files beside the app. */
export function useLocalIcons(root: Root): void {
  const fonts = root.nodes.filter((node) => node.type === 'atrule' && isRemoteIconFont(node));
  if (fonts.length === 0) return;
  for (const font of fonts) font.remove();
  root.walkRules((rule) => {
    const name = iconRule.exec(rule.selector)?.[1];
    if (name) showFile(rule, name);
  });
  root.prepend(base.clone());
}

function isRemoteIconFont(rule: AtRule): boolean {
  return rule.name === 'font-face' && rule.toString().includes('tdesign.gtimg.com/icon');
}

function showFile(rule: Rule, name: string): void {
  rule.removeAll();
  rule.append({ prop: 'mask-image', value: `url("../icons/${name}.svg")` });
}
