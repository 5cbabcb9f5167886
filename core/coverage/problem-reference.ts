/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so that it can be read out. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes that a reference is made of; five bits of each are used. */
export const referenceBytes = 12;

/**
 * The reference of a report: twelve letters and digits, 60 random bits.
 *
 * @param random `referenceBytes` bytes of a cryptographic source.
 * @throws RangeError where there are not as many.
 * @example problemReference(new Uint8Array(12)) // '000000000000'
 */
export function problemReference(random: Uint8Array): string {
  if (random.length !== referenceBytes) throw new RangeError(`a reference needs ${referenceBytes} bytes`);
  return Array.from(random, (byte) => alphabet[byte & 31]).join('');
}

/** As people read it. @example shownReference('K7QX2M9D4TRW') // 'K7QX-2M9D-4TRW' */
export function shownReference(reference: string): string {
  return reference.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/**
 * Reads a reference as people write it: in small letters, with blanks or hyphens, with O for 0 and I or L for 1.
 *
 * @returns the reference as it is kept, or null where the text is none.
 * @example readReference('k7qx 2m9d 4trw') // 'K7QX2M9D4TRW'
 */
export function readReference(text: string): string | null {
  const tidy = text
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return tidy.length === referenceBytes && /^[0-9A-HJKMNP-TV-Z]+$/.test(tidy) ? tidy : null;
}
