import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';

/** Streets and single buildings. */
const streetZoom = 17;

/**
 * The address of the map of premises in English where one of them stands, with it chosen; of the period that was asked
 * for, else the newest.
 */
export function premisesMapAddress(
  { uprn, position }: Pick<PremisesRow, 'uprn' | 'position'>,
  period: string | undefined,
): string {
  const place = [position.latitude, position.longitude].map((degrees) => degrees.toFixed(5)).join('/');
  const release = period === undefined ? '' : `&period=${period}`;
  return `/coverage/map?uprn=${uprn}${release}&map=${streetZoom}/${place}`;
}
