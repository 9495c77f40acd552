import type { EaselComponent } from './easel';

/** Where the browser finds a file that a component names: the app's files are beside its page, under `files/`. */
export function assetUrl(source: string, component?: EaselComponent): string {
  if (/^(?:[a-z]+:|\/\/)/i.test(source)) return source;
  if (source.startsWith('/')) return `files${source}`;
  const owner = component?.ownerShadowRoot?.getHostNode().is ?? '';
  return new URL(source, `http://app/files/${owner}`).pathname.slice(1);
}
