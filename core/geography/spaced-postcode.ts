/**
 * A postcode as people write it, from one without its space.
 *
 * @example spacedPostcode('M337XZ') // 'M33 7XZ'
 */
export function spacedPostcode(postcode: string): string {
  return `${postcode.slice(0, -3)} ${postcode.slice(-3)}`;
}
