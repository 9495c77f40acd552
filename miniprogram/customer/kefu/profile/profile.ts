import { call, uploadFile } from '../../../shared/cloud';
import { extensionOf } from '../../../shared/phone-files';
import { randomName } from '../../../shared/random';
import { showFailure } from '../../../shared/screens/failure-text';
import { followAppearance } from '../../appearance';
import { keepBusiness, knownBusiness } from '../../business';
import { words } from '../../text/words';

const { title, choose, name, nameHint, save, saved, why } = words.profile;

type Chosen = WechatMiniprogram.CustomEvent<{ avatarUrl: string }>;
type Form = WechatMiniprogram.CustomEvent<{ value: { name: string } }>;

Page({
  data: { t: { choose, name, nameHint, save, why }, style: '', avatar: '', name: '', isSaving: false },
  unfollow: undefined as (() => void) | undefined,
  /** The picture that was chosen, once it lies in the cloud. */
  uploaded: undefined as { path: string; fileId: string } | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title });
    this.unfollow = followAppearance((style) => this.setData({ style }));
    try {
      const profile = knownBusiness().profile ?? (await call('customer', 'profile', {}));
      keepBusiness({ profile });
      this.setData({ name: profile.name, avatar: profile.avatar ?? '' });
    } catch (error) {
      showFailure(error);
    }
  },
  onUnload() {
    this.unfollow?.();
  },

  choose({ detail }: Chosen) {
    this.setData({ avatar: detail.avatarUrl });
  },
  /** WeChat empties a name that it does not let through, so that only the form tells what counts. */
  async save({ detail }: Form) {
    if (this.data.isSaving) return;
    this.setData({ isSaving: true });
    try {
      await this.tell(detail.value.name.trim());
      await wx.navigateBack();
      void wx.showToast({ title: saved, icon: 'success' });
    } catch (error) {
      this.setData({ isSaving: false });
      showFailure(error);
    }
  },
  async tell(newName: string) {
    const { avatar } = this.data;
    const known = knownBusiness().profile ?? (await call('customer', 'profile', {}));
    const isNew = avatar !== '' && avatar !== known.avatar;
    const profile = await call('customer', 'profile', {
      ...(newName && { name: newName }),
      ...(isNew && { avatar: await this.upload(known.id) }),
    });
    keepBusiness({ profile });
  },
  /** A picture is uploaded once, however often saving is tried. */
  async upload(id: string): Promise<string> {
    const path = this.data.avatar;
    if (this.uploaded?.path === path) return this.uploaded.fileId;
    const cloudPath = `kefu/avatars/${id}/${await randomName()}.${extensionOf(path)}`;
    const fileId = await uploadFile({ cloudPath, filePath: path, onPercent: ignore }).fileId;
    this.uploaded = { path, fileId };
    return fileId;
  },
});

/** The button tells that something is under way. */
const ignore = (): void => undefined;
