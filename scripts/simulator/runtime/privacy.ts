import { ApiFailure } from './api/call';
import type { Device } from './device';
import type { Records } from './records';

type Answer = { event: 'agree' | 'disagree' | 'exposureAuthorization'; buttonId?: string };
type Resolve = (answer: Answer) => void;
type NeedListener = (resolve: Resolve, info: { referrer: string }) => void;
type Shown = () => Promise<boolean>;

const consent = 'privacy';
const agreed = 'agreed';

/** Whether the person has agreed to the app's privacy guide. Until then the calls it covers wait for consent, or fail. */
export class Privacy {
  #listener: NeedListener | undefined;
  /** The agree buttons that were tapped: consent by `resolve` must name one of them. */
  readonly #tapped = new Set<string>();

  constructor(
    private readonly device: Device,
    private readonly records: Records,
    private readonly showOfficialDialog: Shown,
  ) {}

  get isNeeded(): boolean {
    return this.device.asksPrivacy && this.records.get(consent) !== agreed;
  }

  /** The app shows the guide itself when a call needs consent. */
  listen(listener: NeedListener | undefined): void {
    this.#listener = listener;
  }

  /** An `agreePrivacyAuthorization` button was tapped: that is consent. */
  tapAgree(buttonId: string): void {
    this.#tapped.add(buttonId);
    this.agree();
  }

  /** Resolves once the person agrees; fails as the call does when not. */
  async require(referrer: string): Promise<void> {
    if (!this.isNeeded) return;
    const isGiven = this.#listener ? await this.askApp(this.#listener, referrer) : await this.showOfficialDialog();
    if (!isGiven) throw new ApiFailure('privacy permission is not authorized', { errno: 104 });
    this.agree();
  }

  /** As if the app had never been used. */
  reset(): void {
    this.records.remove(consent);
    this.#tapped.clear();
  }

  private agree(): void {
    this.records.set(consent, agreed);
  }

  private askApp(listener: NeedListener, referrer: string): Promise<boolean> {
    return new Promise((resolve) => {
      listener(
        ({ event, buttonId = '' }) => {
          if (event === 'agree') resolve(this.#tapped.has(buttonId));
          if (event === 'disagree') resolve(false);
        },
        { referrer },
      );
    });
  }
}

/** The calls that WeChat counts as reading personal data, of those that the simulator has. */
export const privateCalls: ReadonlySet<string> = new Set([
  'chooseMedia',
  'chooseImage',
  'chooseMessageFile',
  'saveImageToPhotosAlbum',
  'saveVideoToPhotosAlbum',
  'setClipboardData',
  'getClipboardData',
  'authorize',
]);
