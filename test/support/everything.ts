import type { TestCloud } from './cloud';
import { person, persons } from './people';

/** What people say, write down and ask in one conversation: one of everything that is sealed. */
export const words = {
  name: '上官静姝',
  phone: '13900139077',
  remark: '住在青石巷七号',
  note: '她对花生过敏',
  staffNote: '这位客户上周投诉过',
  reason: '客户已经满意离开',
  comment: '解决得又快又好',
  product: '月白色羊绒围巾',
  file: '静姝的购房合同.pdf',
  exportReason: '法务部门调取证据',
  typing: '我正在打的这句话',
};

/** Has one customer and one agent do everything whose words are sealed; answers the conversation. */
export async function doEverything(cloud: TestCloud, customerId: string): Promise<string> {
  const [agent, lead, admin] = await persons(cloud.url, 'agent-1', 'lead-1', 'admin-1');
  const customer = await person(cloud.url, customerId);
  await admin.ask('team', 'saveSettings', { settings: { typingPreview: true } });
  await agent.ask('assignment', 'status', { status: 'online' });
  await customer.ask('customer', 'profile', { name: words.name });
  const visits = [{ page: 'product', productId: 'scarf', productName: words.product, at: 1 }];
  const { conversationId: id } = await customer.ask('conversation', 'open', { visits });
  const conversationId = String(id);
  await customer.ask('message', 'send', draft(conversationId, 'a', `我是${words.name}，电话 ${words.phone}`));
  const fileId = `cloud://local.local/kefu/${conversationId}/a-file.pdf`;
  const body = { fileId, name: words.file, size: 10 };
  await customer.ask('message', 'send', { conversationId, clientId: 'b', kind: 'file', body });
  await customer.ask('message', 'typing', { conversationId, text: words.typing });
  const { conversationId: notesId } = await agent.ask('conversation', 'notes', { conversationId });
  await agent.ask('message', 'send', draft(String(notesId), 'c', words.staffNote));
  const file = { customerId, clientId: 'd', remark: words.remark, phone: words.phone, note: words.note };
  await agent.ask('customer', 'edit', file);
  await lead.ask('message', 'history', { conversationId });
  await agent.ask('conversation', 'close', { conversationId, reason: words.reason });
  await customer.ask('conversation', 'rate', { conversationId, score: 5, comment: words.comment, answers: ['快'] });
  const wanted = { conversationId, clientId: 'e', format: 'json', reason: words.exportReason };
  await lead.ask('search', 'export', wanted);
  await lead.ask('search', 'save', { searchId: 'f', name: '查她', conditions: { text: words.name } });
  return conversationId;
}

export const draft = (conversationId: string, clientId: string, text: string) => ({
  conversationId,
  clientId,
  kind: 'text',
  body: { text },
});
