/**
 * What the page says of people, beside the inputs of the profile: the figures by which similar areas are found. Each age
 * band, tenure and so on once, so that no part of a population counts several times.
 */
const peopleFigures: ReadonlySet<string> = new Set([
  'aged-65-to-74',
  'aged-75-plus',
  'disabled',
  'bad-health',
  'unpaid-care-50-hours',
  'poor-english',
  'households-without-english',
  'owned-outright',
  'social-rented',
  'private-rented',
  'no-qualifications',
  'unemployed',
  'net-income',
]);

/** Sizes and places in an order say nothing of what an area is like. */
const unlikeUnits: ReadonlySet<string> = new Set(['count', 'rank', 'decile']);

/** Whether an indicator is among the figures by which similar areas are found. */
export function isSimilarInput(
  { id, unit }: { readonly id: string; readonly unit: string },
  profileIndicators: ReadonlySet<string>,
): boolean {
  return (profileIndicators.has(id) || peopleFigures.has(id)) && !unlikeUnits.has(unit);
}
