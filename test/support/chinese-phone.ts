/** To be imported first: a phone set to Chinese, for modules that only ask the phone for its language. */
Object.assign(globalThis, { wx: { getAppBaseInfo: () => ({ language: 'zh_CN' }) } });
