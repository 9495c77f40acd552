import type { Profile } from '../../cloudfunctions/common/protocol/customer';
import type { Settings } from '../../cloudfunctions/common/protocol/settings';

/** What the cloud told last of the business, and of what it knows of this customer. */
export type Business = { settings?: Settings; profile?: Profile };

const KEY = 'kefu/business';

const listeners = new Set<(business: Business) => void>();

/** As last known, also from an earlier run of the app. */
export const knownBusiness = (): Business => wx.getStorageSync<Business | ''>(KEY) || {};

/** Keeps what the cloud told; the rest stays as it is known. */
export function keepBusiness(news: Business): void {
  const business = { ...knownBusiness(), ...news };
  wx.setStorageSync(KEY, business);
  listeners.forEach((listener) => listener(business));
}

/** Tells of every change. Returns how to stop. */
export function watchBusiness(listener: (business: Business) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether the customer has to consent to something before they can write. */
export const needsConsent = ({ settings, profile }: Business): boolean =>
  settings?.privacy !== undefined && settings.privacy.version !== profile?.consent;
