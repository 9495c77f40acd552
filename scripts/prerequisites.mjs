import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Obstacle, runLong, succeeds } from './command.mjs';

const oldestNode = 20;

/** Ends early on a Node that cannot run this project. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= oldestNode) return;
  throw new Obstacle(`Node ${process.versions.node} is too old: install Node ${oldestNode} or newer from nodejs.org.`);
}

/**
 * Installs the npm packages when there are none, or other ones than package-lock.json names now. `npm install` rather
 * than `npm ci`: a registry that carries only some platforms' binaries makes a lock file that `npm ci` refuses.
 */
export async function installPackages() {
  if (isInstalled()) return;
  const [program, ...args] = npmCommand();
  await runLong('Installing npm packages', program, [...args, 'install', '--no-save', '--no-audit', '--no-fund'], {
    advice: 'npm could not install the packages: see its message above, check the network, and start again.',
  });
}

function isInstalled() {
  const installed = 'node_modules/.package-lock.json';
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
}

/** The very npm that runs us, if one does. */
function npmCommand() {
  const { npm_execpath: npm } = process.env;
  return npm ? [process.execPath, npm] : ['npm'];
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function hasBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return browsers.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}

/** How each package manager installs Chromium and the fonts that Chinese text and emoji need. */
const installers = [
  {
    program: 'apt-get',
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
    ],
  },
  {
    program: 'dnf',
    commands: [['dnf', 'install', '-y', 'chromium', 'google-noto-sans-cjk-fonts', 'google-noto-color-emoji-fonts']],
  },
  { program: 'apk', commands: [['apk', 'add', 'chromium', 'font-noto-cjk', 'font-noto-emoji']] },
  { program: 'brew', commands: [['brew', 'install', '--cask', 'chromium']], asUser: true },
];

const browserAdvice =
  'The browser tests need Chromium: install "chromium" or "google-chrome" so that it is on the PATH.';

/** Installs Chromium through the system's package manager, where there is one and it may. */
export async function installBrowser() {
  if (hasBrowser()) return;
  const installer = installers.find(({ program }) => succeeds(program, ['--version']));
  if (!installer) throw new Obstacle(browserAdvice);
  const rights = installer.asUser ? [] : rightsToInstall();
  for (const command of installer.commands) {
    const [program, ...args] = [...rights, ...command];
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runLong(`Installing Chromium: ${command.join(' ')}`, program, args, { advice: browserAdvice, env });
  }
  if (!hasBrowser()) throw new Obstacle(browserAdvice);
}

function rightsToInstall() {
  if (process.getuid?.() === 0) return [];
  if (succeeds('sudo', ['-n', 'true'])) return ['sudo', '-n'];
  throw new Obstacle(browserAdvice);
}
