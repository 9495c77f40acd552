import type { StyleTarget } from './wxss';

const tokens =
  /(?<string>"[^"]*"|'[^']*')|(?<attribute>\[[^\]]*\])|(?<host>:host\b)|(?<pseudo>::?[\w-]+)|(?<class>\.[\w-]+(?:\\.[\w-]*)*)|(?<id>#[\w-]+)|(?<name>-?[a-zA-Z_][\w-]*)/g;

/**
 * Rewrites a WXSS selector for the DOM that the runtime makes: scoped classes, `wx-` elements, hosts as attributes,
 * ids without the prefix that keeps them apart in the DOM.
 */
export function scopeSelector(selector: string, { scope, page }: StyleTarget): string {
  return selector.replaceAll(tokens, (text: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups['host']) return scope ? `[wx-host="${scope}"]` : ':scope';
    if (groups['class']) return scope ? `.${scope}--${text.slice(1)}` : text;
    if (groups['id']) return `[id$="--${text.slice(1)}"]`;
    if (groups['name']) return text === 'page' && page ? ':where(:scope)' : `wx-${text}`;
    return text;
  });
}
