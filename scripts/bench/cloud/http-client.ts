import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** Connections are given up before the server, which keeps idle ones for five seconds, does it in the midst of a request. */
const agent = new Agent({ keepAlive: true, timeout: 3000 });

/** Posts JSON over a connection that is kept, and reads the JSON that is answered. */
export async function postJson(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, resolve);
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
  return JSON.parse(await text(response)) as Record<string, unknown>;
}

/** Posts an action to the local cloud; fails when the answer is an error. */
export async function askCloud(url: string, body: object): Promise<Record<string, unknown>> {
  const answer = await postJson(url, body);
  if ('code' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}
