import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A server of the files in a folder, on a port of its own. */
export function serveFolder(root: string): Promise<Server> {
  const files = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://phone');
    const path = join(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    readFile(path).then(
      (content) => response.setHeader('content-type', types[extname(path)] ?? 'text/plain').end(content),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => {
    files.listen(0, '127.0.0.1', () => resolve(files));
  });
}
