import { NetworkFailure } from '../errors';
import type { CloudOptions } from '../options';
import type { Web } from '../web';
import { Channel } from './channel';

const OPEN_WITHIN_MS = 5_000;
const LOGIN_WITHIN_MS = 5_000;

type Signature = { wsUrl: string; signStr: string; envId: string; secretVersion: number };

/** Opens a socket and signs in on it. */
export async function connect(web: Web, options: CloudOptions): Promise<Channel> {
  const { data } = await web.call('auth.wsWebSign');
  const signature = data as Signature;
  const channel = new Channel(await openSocket(signature.wsUrl, options));
  try {
    await channel.request(loginFrame(signature), LOGIN_WITHIN_MS);
    return channel;
  } catch (error) {
    channel.close(3000);
    throw error;
  }
}

function loginFrame({ envId, signStr, secretVersion }: Signature) {
  return {
    msgType: 'LOGIN',
    msgData: { envId, accessToken: '', referrer: 'web', sdkVersion: '', dataVersion: '2020-01-10' },
    exMsgData: { signStr, secretVersion },
  };
}

function openSocket(url: string, { WebSocket, network }: CloudOptions): Promise<WebSocket> {
  if (network?.isOnline() === false) throw new NetworkFailure('the network is not available');
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    const fail = (cause: string): void => {
      clearTimeout(timer);
      socket.close();
      reject(new NetworkFailure(cause));
    };
    const timer = setTimeout(() => fail('the connection took too long to open'), OPEN_WITHIN_MS);
    socket.addEventListener('error', () => fail('the connection could not be opened'));
    socket.addEventListener('close', () => fail('the connection was closed'));
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}
