import { spacedPostcode } from '../../../core/geography/spaced-postcode.ts';

/** A postcode as it is compared (no spaces, capitals) and as people write it. */
export interface PostcodeText {
  readonly postcode: string;
  readonly display: string;
}

const pattern = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/;

/**
 * Reads a postcode however it is padded or cased; null where the text cannot be one.
 *
 * @example parsePostcode('M1  1AD') // { postcode: 'M11AD', display: 'M1 1AD' }
 */
export function parsePostcode(text: string): PostcodeText | null {
  const postcode = text.replaceAll(/\s+/g, '').toUpperCase();
  if (!pattern.test(postcode)) return null;
  return { postcode, display: spacedPostcode(postcode) };
}

/** The letters that a postcode begins with: its postcode area. */
export function postcodeAreaOf(postcode: string): string {
  return /^[A-Z]+/.exec(postcode.trim().toUpperCase())?.[0] ?? '';
}
