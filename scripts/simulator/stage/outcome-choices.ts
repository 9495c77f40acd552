/** What the panel lets happen at a call: an outcome of the simulator, and how it is called. Without one the person is asked. */
export type OutcomeChoice = { label: string; apis: string[]; options: [outcome: string, text: string][] };

const asked: [string, string] = ['', '询问'];
const refusals: [string, string][] = [
  ['cancel', '取消'],
  ['fail', '失败'],
];

const sometimesFails: [string, string][] = [
  ['', '成功'],
  ['fail', '失败'],
];

export const fileChoices: OutcomeChoice[] = [
  {
    label: '照片视频',
    apis: ['chooseMedia', 'chooseImage'],
    options: [
      asked,
      ['photo', '一张照片'],
      ['photo,portrait,square', '三张照片'],
      ['large,original', '大图原图'],
      ['long', '长图'],
      ['video', '视频'],
      ...refusals,
    ],
  },
  {
    label: '文件',
    apis: ['chooseMessageFile'],
    options: [asked, ['pdf', '报价单.pdf'], ['text', '说明.txt'], ['large-file', '日志 3MB'], ...refusals],
  },
  {
    label: '录音',
    apis: ['recorder'],
    options: [
      ['', '示例声音'],
      ['microphone', '真麦克风'],
      ['deny', '拒绝'],
      ['fail', '失败'],
    ],
  },
  {
    label: '存入相册',
    apis: ['saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'],
    options: [['', '成功'], ['deny', '拒绝'], ...refusals],
  },
  { label: '下载和打开', apis: ['downloadFile', 'openDocument'], options: sometimesFails },
  { label: '剪贴板', apis: ['setClipboardData', 'getClipboardData'], options: sometimesFails },
];

export const consentChoices: OutcomeChoice[] = [
  {
    label: '订阅消息',
    apis: ['requestSubscribeMessage'],
    options: [
      ['', '如上'],
      ['accept', '允许'],
      ['reject', '拒绝'],
      ['ban', '被封禁'],
      ['fail', '失败'],
    ],
  },
  { label: '头像', apis: ['chooseAvatar'], options: [asked, ['ok', '选一个'], ['cancel', '取消']] },
  { label: '手机号', apis: ['getPhoneNumber'], options: [asked, ['ok', '允许'], ['fail:user deny', '拒绝']] },
  { label: '拨打电话', apis: ['makePhoneCall'], options: [asked, ['ok', '呼叫'], ...refusals] },
];
