import { inLanguage } from '../text/text';

/** A face or sign, and what a screen reader calls it. */
export type Emoji = { sign: string; name: string };

const faces = `
😀 大笑 grinning|😁 呲牙 beaming|😄 开心 happy|😂 笑哭 tears of joy|🤣 笑翻 rolling with laughter|😊 微笑 smile|🙂 浅笑 slight smile|😉 眨眼 wink
😍 色 heart eyes|🥰 喜爱 in love|😘 飞吻 kiss|😋 馋 yum|😜 调皮 tongue out|🤗 拥抱 hug|🤭 偷笑 giggle|🤫 嘘 hush
🤔 思考 thinking|😐 无语 neutral|😏 得意 smirk|🙄 白眼 rolling eyes|😅 尴尬 sweat smile|😌 安心 relieved|😴 睡觉 sleeping|🥱 哈欠 yawn
😷 口罩 mask|🤒 生病 ill|🤧 打喷嚏 sneeze|🥶 冷 freezing|🥵 热 hot|😎 酷 cool|🤓 书呆子 nerd|🥳 庆祝 party
😕 疑惑 confused|😟 担心 worried|😮 惊讶 surprised|😳 脸红 flushed|🥺 可怜 pleading|😢 难过 sad|😭 大哭 crying|😱 惊恐 scream
😓 汗 sweat|😩 累 weary|😤 哼 huffing|😠 生气 angry|😡 发怒 furious|🤬 骂人 swearing|💀 骷髅 skull|🤡 小丑 clown
👻 幽灵 ghost|🤖 机器人 robot|🙈 捂眼 see no evil|🐶 狗头 dog|🐱 猫 cat|🐷 猪头 pig|🐼 熊猫 panda|🐰 兔子 rabbit
👍 赞 thumbs up|👎 踩 thumbs down|👌 好的 OK|✌️ 胜利 victory|🤝 握手 handshake|🙏 感谢 thanks|👏 鼓掌 applause|💪 加油 strong
👋 再见 wave|🤙 打电话 call me|👉 右边 right|👈 左边 left|☝️ 第一 point up|✊ 拳头 fist|🫶 比心 heart hands|🙋 举手 raising hand
❤️ 爱心 heart|💔 心碎 broken heart|💕 两颗心 two hearts|🌹 玫瑰 rose|🥀 凋谢 wilted|🎉 撒花 celebration|🎁 礼物 gift|🎂 蛋糕 cake
☕ 咖啡 coffee|🍵 茶 tea|🍺 啤酒 beer|🍉 西瓜 melon|🌞 太阳 sun|🌙 月亮 moon|⭐ 星星 star|🔥 火 fire
💯 满分 hundred|✅ 完成 done|❌ 错误 wrong|❓ 疑问 question|❗ 注意 attention|💰 钱 money|📦 包裹 parcel|🚚 发货 delivery
📷 拍照 camera|📱 手机 phone|⏰ 闹钟 alarm|💡 主意 idea|🎵 音乐 music|🌈 彩虹 rainbow|🐂 牛 ox|🧧 红包 red packet
`;

/** All that can be picked, in the order of the panel. */
export const emojis: readonly Emoji[] = faces
  .trim()
  .split(/[|\n]/)
  .map((entry) => {
    const [sign = '', chinese = '', ...english] = entry.split(' ');
    return { sign, name: inLanguage(chinese, english.join(' ')) };
  });

/** So many of those used last are offered first. */
export const RECENT_COUNT = 8;

/** Those used last, the newest first, each once. */
export const withRecent = (recent: readonly string[], sign: string): string[] =>
  [sign, ...recent.filter((each) => each !== sign)].slice(0, RECENT_COUNT);
