import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { MiniProgram } from './mini-program';

/** Takes the app's uncaught errors and rejections to its `onError` and `onUnhandledRejection`; answers how to stop. */
export function watchErrors(program: MiniProgram): () => void {
  const { window } = program.device;
  const tell = (error: unknown): void => {
    const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    program.events.error.call(text);
    program.callApp('onError', text);
  };
  const onEaselError = (error: unknown): boolean => {
    console.error(error);
    tell(error);
    return false;
  };
  const onError = ({ error }: ErrorEvent): void => tell(error);
  const onRejection = ({ reason, promise }: PromiseRejectionEvent): void => {
    program.events.unhandledRejection.call({ reason, promise });
    program.callApp('onUnhandledRejection', { reason, promise });
  };
  glassEasel.addGlobalErrorListener(onEaselError);
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    glassEasel.removeGlobalErrorListener(onEaselError);
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
