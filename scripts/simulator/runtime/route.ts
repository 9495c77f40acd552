import type { Query } from './page-view';

/** Finds the route and the parameters of an address such as `../chat/chat?id=1`, seen from the page `from`. */
export function parseAddress(address: string, from: string): { route: string; query: Query } {
  const [path = '', search = ''] = address.split('?', 2);
  const { pathname } = new URL(path, `http://app/${from}`);
  return { route: pathname.slice(1).replace(/\.html$/, ''), query: parseQuery(search) };
}

/** As the platform does it: nothing is decoded, a value ends at a second `=`, a missing one is the word `undefined`. */
function parseQuery(search: string): Query {
  const pairs = search.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2)).map(([key = '', value]) => [key, String(value)]));
}
