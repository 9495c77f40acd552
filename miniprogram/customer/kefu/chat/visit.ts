import { lookAt, lookAway } from '../../../shared/attention';
import { HereReport } from '../../../shared/here-report';

let report: HereReport | undefined;

/** Outlives the page: that somebody has left is told after they have. */
const here = (): HereReport => (report ??= new HereReport((error) => console.error(error)));

/** Whether the customer has the chat before their eyes: what they see is not announced, and agents know that they are there. */
export class Visit {
  private conversationId = '';
  private isVisible = true;

  /** They see this conversation now. */
  goTo(conversationId: string): void {
    lookAway(this.conversationId);
    this.conversationId = conversationId;
    this.tell();
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.tell();
  }

  private tell(): void {
    if (!this.conversationId) return;
    here().set(this.isVisible);
    if (this.isVisible) lookAt(this.conversationId);
    else lookAway(this.conversationId);
  }
}
