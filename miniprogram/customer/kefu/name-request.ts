import type { Profile } from '../../../cloudfunctions/common/protocol/customer';

const KEY = 'kefu/name-request-closed';

/** What somebody is called who has not said otherwise. */
const UNNAMED = /^微信用户.{0,4}$/;

/** Whether to ask a customer how to call them: once they talk, until they say so or close the question. */
export const mayAskName = (profile: Profile | undefined, hasSpoken: boolean): boolean =>
  hasSpoken && profile !== undefined && UNNAMED.test(profile.name) && !wx.getStorageSync(KEY);

/** The customer would rather not; they are not asked again. */
export const closeNameRequest = (): void => wx.setStorageSync(KEY, true);
