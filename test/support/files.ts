import { post, type Person } from './people';

type Metadata = { data: { url: string; authorization: string; fileId: string } };

/** Somebody's phone puts a file into a local cloud; its file id. */
export async function upload(url: string, who: Person, path: string, content = 'x'): Promise<string> {
  const request = { action: 'storage.getUploadMetadata', path, access_token: who.token };
  const { data } = (await post(`${url}/web`, request)) as Metadata;
  const response = await fetch(data.url, {
    method: 'PUT',
    headers: { authorization: data.authorization },
    body: content,
  });
  if (!response.ok) throw new Error(`${path} was not uploaded: ${response.status}`);
  return data.fileId;
}
