import type { World } from './world';

let said = 0;

const say = (world: World, who: string, conversationId: string, kind: string, body: object) =>
  world.ask(who, 'message', 'send', { conversationId, clientId: `m${++said}`, kind, body });

const picture = (world: World, conversationId: string, name: string) => ({
  fileId: world.files.put(`kefu/${conversationId}/${name}.png`, name),
  width: 1,
  height: 1,
  size: 1,
});

/** A customer with a name, a picture, and a conversation with `agent-1` in which there is one of everything. */
export async function talk(world: World, openid: string): Promise<string> {
  const avatar = world.files.put(`kefu/avatars/${openid}/me.png`, openid);
  await world.ask('agent-1', 'assignment', 'status', { status: 'online' });
  await world.ask(openid, 'customer', 'profile', { name: `欧阳${openid}`, avatar });
  const conversationId = String((await world.ask(openid, 'conversation', 'open'))['conversationId']);
  await say(world, openid, conversationId, 'text', { text: `${openid}要退货` });
  await say(world, openid, conversationId, 'image', picture(world, conversationId, 'cat'));
  await say(world, 'agent-1', conversationId, 'text', { text: '好的' });
  const notes = await world.ask('agent-1', 'conversation', 'notes', { conversationId });
  const notesId = String(notes['conversationId']);
  await say(world, 'agent-1', notesId, 'text', { text: `${openid}是常客` });
  await say(world, 'agent-1', notesId, 'image', picture(world, notesId, 'receipt'));
  return conversationId;
}

/** The same, ended. */
export async function endedTalk(world: World, openid: string): Promise<string> {
  const conversationId = await talk(world, openid);
  await world.ask('lead-1', 'conversation', 'close', { conversationId, reason: '已经解决' });
  return conversationId;
}

/** Lets retention begin, as it stands before its first slice. */
export async function startRetention(world: World): Promise<void> {
  const by = { role: 'system', id: 'retention' };
  const job = { _id: 'retention', kind: 'retention', by, startedAt: 0, step: 0, nextAt: 0, failures: 0, cursors: {} };
  await world.database.put('jobs', [job]);
}
