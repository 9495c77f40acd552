/** The path of a file in cloud storage: `cloud://<environment>.<bucket>/<path>`. */
const pathOf = (fileId: string): string => /^cloud:\/\/[^/]+\/(.*)$/.exec(fileId)?.[1] ?? '';

/** Whether a file lies directly in a folder (`a/b/`). */
export function isInFolder(fileId: string, folder: string): boolean {
  const path = pathOf(fileId);
  return path.startsWith(folder) && /^[A-Za-z0-9._-]{1,200}$/.test(path.slice(folder.length));
}
