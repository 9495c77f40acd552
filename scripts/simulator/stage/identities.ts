/** Someone whose phone can be looked at, as the demo knows them. */
export type Identity = { openid: string; label: string };

export const identities: Record<'customer' | 'agent', Identity[]> = {
  customer: [
    { openid: 'customer-1', label: '顾客 1' },
    { openid: 'customer-2', label: '顾客 2' },
    { openid: 'customer-3', label: '顾客 3' },
  ],
  agent: [
    { openid: 'agent-1', label: '客服 1 · 售前' },
    { openid: 'agent-2', label: '客服 2 · 技术' },
    { openid: 'agent-3', label: '客服 3 · 售后' },
    { openid: 'lead-1', label: '组长' },
    { openid: 'admin-1', label: '管理员' },
    { openid: 'analyst-1', label: '分析员' },
  ],
};
