import type { ActionName, FunctionName } from './contract';

/**
 * How the log learns that staff did something. `look`: records are given out; `serve` writes it before they are. `change`: something is
 * done to somebody's records or to what others rely on; `serve` writes it before it is done. `itself`: the handler writes it, since
 * only it knows what is changed. `none`: nothing of others is read or set. Refusals of staff are written for all.
 */
export type Auditing = 'look' | 'change' | 'itself' | 'none';

/** Every action has to say it: what is missing does not compile. */
export const auditing: { [F in FunctionName]: Record<ActionName<F>, Auditing> } = {
  alert: {
    credit: 'none',
    credits: 'none',
    reach: 'none',
  },
  assignment: {
    status: 'none',
    explain: 'none',
    hold: 'none',
    resume: 'none',
    remind: 'none',
    options: 'none',
    queue: 'look',
    claim: 'none',
    takeover: 'change',
    transfer: 'none',
    accept: 'none',
    decline: 'none',
    withdraw: 'none',
    invite: 'none',
    leave: 'none',
    watch: 'change',
  },
  audit: {
    entries: 'look',
    state: 'none',
    verify: 'look',
  },
  conversation: {
    open: 'none',
    choose: 'none',
    keys: 'look',
    list: 'look',
    close: 'none',
    reopen: 'none',
    notes: 'look',
    tag: 'none',
    here: 'none',
    mark: 'none',
  },
  customer: {
    profile: 'none',
    consent: 'none',
    block: 'change',
    blocked: 'look',
  },
  message: {
    send: 'none',
    audited: 'none',
    history: 'look',
    links: 'look',
    delivered: 'none',
    read: 'none',
    recall: 'none',
    sync: 'none',
    typing: 'none',
    release: 'change',
    withheld: 'look',
  },
  report: {
    live: 'none',
    replay: 'none',
  },
  search: {
    export: 'change',
    exports: 'none',
    cancelExport: 'change',
    retryExport: 'none',
    exportLinks: 'look',
  },
  team: {
    me: 'none',
    agents: 'none',
    products: 'none',
    settings: 'none',
    saveSettings: 'itself',
    rules: 'none',
    saveRules: 'itself',
    checkConfiguration: 'none',
    quickReplies: 'none',
    saveQuickReply: 'itself',
    removeQuickReply: 'itself',
    audits: 'none',
    invite: 'itself',
    invites: 'none',
    revoke: 'itself',
    bind: 'itself',
    roster: 'none',
    saveAgent: 'itself',
    deactivate: 'itself',
    reactivate: 'itself',
    shifts: 'none',
    saveShift: 'itself',
  },
};
