/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { openAgentPage } from './support/page-cloud';
import { TeamCloud } from './support/team-cloud';

let cloud: TeamCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new TeamCloud();
  cloud.role = 'admin';
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

async function open(name: string): Promise<void> {
  page = openAgentPage(`/pages/${name}/${name}`, cloud);
  await page.until(() => page.visible('[aria-label="加载中"]').length === 0 && page.text.includes('保存'));
}

test('what is wrong with the configuration is listed, with its place', async () => {
  cloud.problems = [
    { document: 'settings', id: 'public', path: 'welcome', code: 'tooLong', detail: '500' },
    {
      document: 'settings_private',
      id: 'private',
      path: 'alerts.texts',
      code: 'noTexts',
      detail: 't1',
      isWarning: true,
    },
  ];
  page = openAgentPage('/pages/settings/settings', cloud);
  await page.see('发现 2 处问题');
  await page.see('太长了，最多 500 字');
  expect(page.text).toContain('settings/public · welcome');
  expect(page.text).toContain('模板 t1 还没有设置内容');
});

test('a lead sees what is wrong, and changes nothing', async () => {
  cloud.role = 'lead';
  page = openAgentPage('/pages/settings/settings', cloud);
  await page.see('配置没有问题');
  expect(page.text).not.toContain('主题与字号');
});

test('colours: the preview follows, a faint one is warned of, and they are saved', async () => {
  await open('settings-theme');
  page.type('主色', '#7fd17f');
  await page.see('文字对比度只有 1.9');
  page.type('主色', '#0b6bcb');
  await page.unsee('文字对比度只有');
  const preview = page.visible('[aria-label="预览"]')[0];
  expect(preview?.getAttribute('style')).toContain('#0b6bcb');
  page.tap('大');
  page.tap('保存');
  await page.see('已保存，一分钟内生效');
  expect(cloud.settings.theme).toMatchObject({ light: { brand: '#0b6bcb' }, fontScale: 1.15 });
});

test('a colour that is none is said so, and not saved', async () => {
  await open('settings-theme');
  page.type('背景', 'grey');
  await page.see('颜色请写成 #rrggbb');
  page.tap('保存');
  await page.see('有内容需要修改');
  expect(cloud.settings.theme.light).toEqual({});
});

test('welcome, questions and hours', async () => {
  await open('settings-service');
  page.type('欢迎语', '您好！');
  page.type('快捷问题', '怎么退货\n\n多久发货');
  page.tap('按营业时间接待');
  await page.see('星期日');
  page.type('星期一', '9点到6点');
  page.tap('保存');
  await page.see('请按 09:00-18:00 的格式填写');
  page.type('星期一', '9:00-12:00 13:00-20:00');
  page.type('休息日', '2026-10-01');
  page.tap('保存');
  await page.see('已保存，一分钟内生效');
  expect(cloud.settings).toMatchObject({ welcome: '您好！', quickQuestions: ['怎么退货', '多久发货'] });
  expect(cloud.settings.hours?.week[1]).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '20:00' },
  ]);
  expect(cloud.settings.hours?.holidays).toEqual(['2026-10-01']);
});

test('another privacy text is a new version of it', async () => {
  cloud.settings = { ...cloud.settings, privacy: { version: 3, text: '旧的说明' } };
  await open('settings-service');
  page.tap('保存');
  await page.see('已保存');
  expect(cloud.settings.privacy?.version).toBe(3);
  page.type('隐私说明', '新的说明');
  page.tap('保存');
  await page.until(() => cloud.settings.privacy?.version === 4);
});

test('moderation', async () => {
  await open('settings-safety');
  page.tap('内容审核');
  page.type('屏蔽词', '加微信\n刷单');
  page.tap('先拦截，等人工放行');
  page.tap('保存');
  await page.see('已保存');
  expect(cloud.privateSettings.moderation).toEqual({ isOn: true, words: ['加微信', '刷单'], onFailure: 'withhold' });
});

test('quiet hours, who is on call, urgent words and the robot', async () => {
  await open('settings-alerts');
  page.type('免打扰开始', '22:00');
  page.tap('保存');
  await page.see('开始和结束要一起填写');
  page.type('免打扰结束', '8点');
  page.tap('陈默');
  page.type('紧急词', '退款');
  page.tap('保存');
  await page.see('时间请写成 09:00');
  page.type('免打扰结束', '08:00');
  page.tap('保存');
  await page.until(() => cloud.privateSettings.alerts.quiet !== undefined);
  expect(cloud.privateSettings.alerts).toMatchObject({
    quiet: { from: '22:00', to: '08:00' },
    onCall: ['agent-2'],
    urgentWords: ['退款'],
  });
});
