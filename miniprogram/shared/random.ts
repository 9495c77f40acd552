/** 128 bits of the platform's secure randomness, as text of `[A-Za-z0-9_-]`. */
export async function randomName(): Promise<string> {
  const { randomValues } = await wx.getRandomValues({ length: 16 });
  return Array.from(new Uint8Array(randomValues), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
