import { createRandom } from '../random.ts';

/** Digits and capitals without I, L, O and U, which are misread or make words (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 6;

/**
 * The identifier of a not-spot when it first appears: NS- and six signs, from its class of speed and the lowest UPRN among its
 * premises, so that two installations that find the same not-spot call it the same.
 *
 * There are 2^30 of them; where one is taken, the next `attempt` gives another.
 *
 * Source: D. Crockford, Base 32 (crockford.com/base32.html), for the alphabet.
 * @example notSpotId('decent', 100070000001) // 'NS-7RATXP'
 */
export function notSpotId(speedClass: string, lowestUprn: number, attempt = 0): string {
  const letters = Array.from(speedClass, (letter) => letter.codePointAt(0) ?? 0);
  const number = createRandom(0, ...letters, lowestUprn, attempt).nextInteger();
  const signs = Array.from({ length }, (_, at) => alphabet.charAt((number >>> (5 * at)) & 31));
  return `NS-${signs.join('')}`;
}
