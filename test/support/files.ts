import tcb from '@cloudbase/node-sdk';

/** Puts a file into a local cloud; its file id. */
export async function upload(url: string, cloudPath: string, content = 'x'): Promise<string> {
  const app = tcb.init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${url}/admin` });
  return (await app.uploadFile({ cloudPath, fileContent: Buffer.from(content) })).fileID;
}
