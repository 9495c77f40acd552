import { barHeight, tabBarHeight } from '../chrome/screen';
import type { MiniProgram } from '../mini-program';
import { api } from './call';

const phone = { brand: 'simulator', model: 'WeChat Simulator', system: 'iOS 18.0', platform: 'ios' };
const desktop = { brand: 'microsoft', model: 'microsoft', system: 'Windows 11 x64', platform: 'windows' };
const app = { SDKVersion: '3.9.0', version: '8.0.60', enableDebug: false };
const standardFontSize = 16;

/** What the app may know of the phone. */
export function systemApi(program: MiniProgram): Record<string, unknown> {
  const windowInfo = (): object => describeWindow(program);
  const appInfo = (): object => describeApp(program);
  const platform = (): object => (program.device.isDesktop ? desktop : phone);
  const all = (): object => ({ ...platform(), ...appInfo(), ...windowInfo(), ...settings });
  return {
    getWindowInfo: windowInfo,
    getDeviceInfo: () => ({ ...platform(), abi: 'arm64', benchmarkLevel: 50, memorySize: 4096 }),
    getAppBaseInfo: appInfo,
    getSystemSetting: () => ({ ...settings, deviceOrientation: 'portrait' }),
    getAppAuthorizeSetting: () => authorized,
    getSystemInfoSync: all,
    getSystemInfo: api('getSystemInfo', all),
    getSystemInfoAsync: api('getSystemInfoAsync', all),
    getMenuButtonBoundingClientRect: () => program.screen.capsuleRect(),
    getLaunchOptionsSync: () => ({ ...program.launch, referrerInfo: {}, apiCategory: 'default' }),
    getEnterOptionsSync: () => ({ ...program.launch, referrerInfo: {}, apiCategory: 'default' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'simulator', envVersion: 'develop', version: '' } }),
    nextTick: (callback: () => void) => queueMicrotask(callback),
  };
}

function describeApp({ device, theme }: MiniProgram): object {
  const { fontSize, language } = device;
  const font = { fontSizeSetting: fontSize, fontSizeScaleFactor: fontSize / standardFontSize };
  return { ...app, ...font, language, theme, host: { env: 'WeChat', appId: 'simulator' } };
}

/** What the phone lets WeChat itself do. */
const authorized = {
  albumAuthorized: 'authorized',
  cameraAuthorized: 'authorized',
  locationAuthorized: 'authorized',
  microphoneAuthorized: 'authorized',
  notificationAuthorized: 'authorized',
};

const settings = { bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true };

function describeWindow(program: MiniProgram): object {
  const { device, navigation, code } = program;
  const { width, height, statusBar, safeBottom } = device.metrics();
  const route = navigation.top?.route ?? '';
  const isTab = code.config.tabBar?.list.some(({ pagePath }) => pagePath === route) ?? false;
  const bar = program.configOf(route).navigationStyle === 'custom' ? 0 : statusBar + barHeight;
  const windowHeight = height - bar - (isTab ? tabBarHeight + safeBottom : 0);
  return {
    pixelRatio: device.window.devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight,
    screenTop: bar,
    statusBarHeight: statusBar,
    safeArea: {
      left: 0,
      right: width,
      top: statusBar,
      bottom: height - safeBottom,
      width,
      height: height - safeBottom - statusBar,
    },
  };
}
