import { call } from '../../shared/cloud';
import { keepBusiness, knownBusiness } from '../business';

/** Consents to the privacy text as it is now; resolves when the cloud knows. */
export async function consentToAll(): Promise<void> {
  const { settings, profile } = knownBusiness();
  const version = settings?.privacy?.version;
  if (version === undefined || !profile) return;
  await call('customer', 'consent', { version });
  keepBusiness({ profile: { ...profile, consent: version, consentedAt: Date.now() } });
}

/** Whether WeChat has a privacy guide of this app that was not agreed to yet. Older ones know of none. */
export const isGuideOpen = (): Promise<boolean> =>
  new Promise((resolve) => {
    if (!wx.canIUse('getPrivacySetting')) resolve(false);
    else
      wx.getPrivacySetting({
        success: ({ needAuthorization }) => resolve(needAuthorization),
        fail: () => resolve(false),
      });
  });

/** Lets WeChat itself ask, when the business has no text of its own. */
export function letWeChatAsk(): void {
  if (wx.canIUse('requirePrivacyAuthorize')) wx.requirePrivacyAuthorize({ fail: ignore });
}

/** Only what WeChat counts as private stays shut then, and WeChat says so. */
const ignore = (): void => undefined;
