import type { AskedAddress, Onward } from './page.ts';

/** Forms without scripts send what was left empty: people go on to the address without it. */
export function withoutEmpty(path: string): (asked: AskedAddress) => Onward | null {
  return ({ query, ending }) => {
    if (ending !== null || ![...query.values()].includes('')) return null;
    const text = [...query]
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    return { address: text === '' ? path : `${path}?${text}`, status: 303 };
  };
}
