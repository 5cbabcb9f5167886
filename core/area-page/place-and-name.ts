/**
 * What an area is called where its name alone must tell it from others: what people call the place first, then the name that
 * only it has, as several areas can share what they are called.
 *
 * @example placeAndName({ name: 'Trafford 013C', placeName: 'Sale Moor' }) // 'Sale Moor (Trafford 013C)'
 */
export function placeAndName({
  name,
  placeName,
}: {
  readonly name: string;
  readonly placeName: string | null;
}): string {
  return placeName === null || placeName === name ? name : `${placeName} (${name})`;
}
