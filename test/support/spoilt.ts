/** A cipher string that was tampered with: nothing opens it any more. */
export const spoilt = (cipher = ''): string => cipher.replace(/\.[^.]{4}/, '.AAAA');
