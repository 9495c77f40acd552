import type { ConversationState, FeedDocument } from '../../cloudfunctions/common/protocol/documents';

/** Whether the agent who has the conversation is there: by what the cloud says of it, and by whatever they do. */
export class Attendance {
  private agentId: string | undefined;
  private isHere: boolean | undefined;
  /** The server time of the last sign. */
  private at = 0;

  /** The state, with the agent's attendance as it is known by now. `at`: the server time when the state was told. */
  takeState(state: ConversationState, at = 0): ConversationState {
    if (state.agent?.id !== this.agentId) this.forget(state.agent?.id);
    if (state.agent?.isHere !== undefined) this.set(state.agent.isHere, at);
    return this.known(state);
  }

  /** Takes a feed document. Answers whether something has changed. */
  takeDocument(document: FeedDocument<number>): boolean {
    const sign = this.signIn(document);
    return sign !== undefined && this.set(sign, document.at);
  }

  private signIn(document: FeedDocument<number>): boolean | undefined {
    if (document.type === 'message') return this.isAgent(document.message.from) ? true : undefined;
    if (document.type === 'state' || document.type === 'mark' || document.type === 'notice' || document.type === 'seal')
      return undefined;
    if (!this.isAgent(document.reader)) return undefined;
    return document.type === 'here' ? document.isHere : true;
  }

  /** The state, with what is known by now. */
  private known(state: ConversationState): ConversationState {
    const { agentId, isHere } = this;
    if (!state.agent || state.agent.id !== agentId || isHere === undefined) return state;
    return { ...state, agent: { ...state.agent, isHere } };
  }

  private isAgent({ role, id }: { role: string; id: string }): boolean {
    return role === 'agent' && id === this.agentId;
  }

  private forget(agentId: string | undefined): void {
    this.agentId = agentId;
    this.isHere = undefined;
    this.at = 0;
  }

  /** What is told late changes nothing any more. */
  private set(isHere: boolean, at: number): boolean {
    if (at < this.at) return false;
    this.at = at;
    const hasChanged = isHere !== this.isHere;
    this.isHere = isHere;
    return hasChanged;
  }
}
