import type { ActionName, FunctionName } from './contract';
import type { Role } from './documents';

/** How far a permission reaches: what one takes part in, what one's team does, everything. */
export type Scope = 'own' | 'team' | 'all';

/** Who may do what, and how far. `participant` needs no look-up of a role: taking part is the permission, and the action checks it. */
export type Permission = 'participant' | Partial<Record<Role, Scope>>;

/** Each their own. */
const everybody: Permission = { customer: 'own', agent: 'own', lead: 'own', admin: 'own', analyst: 'own' };

const staffOwn: Permission = { agent: 'own', lead: 'own', admin: 'own', analyst: 'own' };

export const permissions: { [F in FunctionName]: Record<ActionName<F>, Permission> } = {
  alert: {
    credit: everybody,
    credits: everybody,
    reach: { agent: 'own', lead: 'all', admin: 'own' },
  },
  assignment: {
    status: { agent: 'own', lead: 'own', admin: 'own' },
    explain: { agent: 'own', lead: 'all', admin: 'all' },
    hold: { agent: 'own', lead: 'all', admin: 'own' },
    resume: { agent: 'own', lead: 'all', admin: 'own' },
    remind: { agent: 'own', lead: 'all', admin: 'own' },
    options: { agent: 'team', lead: 'team', admin: 'team', analyst: 'team' },
    queue: { agent: 'own', lead: 'all', admin: 'own' },
    claim: { agent: 'own', lead: 'all', admin: 'own' },
    takeover: { lead: 'all' },
    transfer: { agent: 'own', lead: 'all', admin: 'own' },
    accept: { agent: 'own', lead: 'own', admin: 'own' },
    decline: { agent: 'own', lead: 'own', admin: 'own' },
    withdraw: { agent: 'own', lead: 'all', admin: 'own' },
    invite: { agent: 'own', lead: 'all', admin: 'own' },
    leave: { agent: 'own', lead: 'own', admin: 'own' },
    watch: { lead: 'all' },
  },
  audit: {
    entries: { lead: 'all', admin: 'all' },
    state: { lead: 'all', admin: 'all' },
    verify: { lead: 'all', admin: 'all' },
  },
  conversation: {
    open: { customer: 'own' },
    choose: { customer: 'own' },
    keys: { customer: 'own', agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    list: { customer: 'own', agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    close: { customer: 'own', agent: 'own', lead: 'all', admin: 'own' },
    rate: { customer: 'own' },
    reopen: { customer: 'own', agent: 'own', lead: 'all', admin: 'own' },
    notes: { agent: 'own', lead: 'all', admin: 'own' },
    tag: { agent: 'own', lead: 'all', admin: 'own' },
    here: 'participant',
    mark: 'participant',
  },
  customer: {
    profile: { customer: 'own' },
    consent: { customer: 'own' },
    block: { agent: 'own', lead: 'all', admin: 'own' },
    blocked: { lead: 'all', admin: 'all' },
    file: { agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    edit: { agent: 'own', lead: 'all', admin: 'all' },
    unmask: { agent: 'own', lead: 'all', admin: 'all' },
    rights: { customer: 'own' },
    ownData: { customer: 'own' },
    withdraw: { customer: 'own' },
    erase: { customer: 'own', admin: 'all' },
    keepData: { customer: 'own', admin: 'all' },
    hold: { lead: 'all', admin: 'all' },
    held: { lead: 'all', admin: 'all' },
  },
  message: {
    send: 'participant',
    audited: 'participant',
    history: { customer: 'own', agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    links: { customer: 'own', agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    delivered: 'participant',
    read: 'participant',
    recall: 'participant',
    sync: 'participant',
    typing: 'participant',
    unverifiable: { customer: 'own', agent: 'own', lead: 'all', admin: 'own', analyst: 'all' },
    release: { lead: 'all', admin: 'all' },
    withheld: { lead: 'all', admin: 'all' },
  },
  report: {
    live: { agent: 'own', lead: 'all', admin: 'team', analyst: 'team' },
    replay: { lead: 'all', admin: 'all', analyst: 'all' },
  },
  search: {
    messages: { agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    insight: { agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    export: { agent: 'own', lead: 'all', admin: 'all', analyst: 'all' },
    exports: staffOwn,
    cancelExport: staffOwn,
    retryExport: staffOwn,
    exportLinks: staffOwn,
    unmask: { agent: 'own', lead: 'all', admin: 'all' },
    save: staffOwn,
    saved: staffOwn,
    removeSaved: staffOwn,
  },
  team: {
    me: { agent: 'own', lead: 'own', admin: 'own', analyst: 'own' },
    agents: { agent: 'team', lead: 'team', admin: 'team', analyst: 'team' },
    products: { agent: 'own', lead: 'own', admin: 'own' },
    settings: { admin: 'all' },
    saveSettings: { admin: 'all' },
    rules: { lead: 'all', admin: 'all' },
    saveRules: { admin: 'all' },
    checkConfiguration: { lead: 'all', admin: 'all' },
    quickReplies: { agent: 'own', lead: 'all', admin: 'all' },
    saveQuickReply: { agent: 'own', lead: 'all', admin: 'all' },
    removeQuickReply: { agent: 'own', lead: 'all', admin: 'all' },
    audits: { lead: 'all', admin: 'all' },
    keys: { admin: 'all' },
    invite: { lead: 'team', admin: 'all' },
    invites: { lead: 'team', admin: 'all' },
    revoke: { lead: 'team', admin: 'all' },
    bind: everybody,
    roster: { lead: 'team', admin: 'all' },
    saveAgent: { lead: 'team', admin: 'all' },
    deactivate: { lead: 'team', admin: 'all' },
    reactivate: { lead: 'team', admin: 'all' },
    shifts: { agent: 'own', lead: 'team', admin: 'all' },
    saveShift: { lead: 'team', admin: 'all' },
  },
};

/** How far a permission reaches for a role; undefined where it gives nothing. */
export const scopeFor = (permission: Permission, role: Role): Scope | undefined =>
  permission === 'participant' ? 'own' : permission[role];
