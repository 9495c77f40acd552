/** Who is there in the demo. Staff sign in with their id as openid; customers are anybody, these have names. */
export const staff = [
  { _id: 'agent-1', name: '苏晴', role: 'agent', skills: ['presale'], capacity: 5 },
  { _id: 'agent-2', name: '陈默', role: 'agent', skills: ['technical'], capacity: 5 },
  { _id: 'agent-3', name: '何悦', role: 'agent', skills: ['aftersale'], capacity: 5 },
  { _id: 'lead-1', name: '周岚', role: 'lead', skills: ['presale', 'technical', 'aftersale'], capacity: 3 },
  { _id: 'admin-1', name: '秦川', role: 'admin', skills: [], capacity: 3 },
  { _id: 'analyst-1', name: '许诺', role: 'analyst', skills: [], capacity: 3 },
] as const;

export const customers = [
  { openid: 'customer-1', name: '林小满' },
  { openid: 'customer-2', name: '赵一鸣' },
  { openid: 'customer-3', name: '欧阳雨桐' },
] as const;
