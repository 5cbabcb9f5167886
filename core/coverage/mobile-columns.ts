import type { MobilePlace, MobileTechnology } from '../contract/coverage/mobile-coverage.ts';

const technologies: Readonly<Record<string, MobileTechnology>> = {
  Voice: 'voice',
  '2G': '2g',
  '3G': '3g',
  '4G': '4g',
  '5G_high_confidence': '5g-high',
  '5G_very_high_confidence': '5g-very-high',
  '5G_SA_high_confidence': '5g-sa-high',
  '5G_SA_very_high_confidence': '5g-sa-very-high',
};

const places: Readonly<Record<string, MobilePlace>> = {
  prem_in: 'premises-indoor',
  prem_out: 'premises-outdoor',
  geo_out: 'land-outdoor',
  abrd_in: 'a-and-b-roads',
  mway_in: 'motorways',
  mway_ard_in: 'motorways-and-a-roads',
};

export interface MobileColumn {
  readonly technology: MobileTechnology;
  readonly place: MobilePlace;
  /** How many operators reach it: exactly so many. */
  readonly operators: number;
}

/**
 * What a column of Ofcom's mobile coverage holds; null for one that is no share of anything.
 *
 * @example mobileColumn('4G_prem_in_3') // { technology: '4g', place: 'premises-indoor', operators: 3 }
 */
export function mobileColumn(name: string): MobileColumn | null {
  const [, technology = '', place = '', operators = ''] =
    /^(.+?)_(prem_in|prem_out|geo_out|abrd_in|mway_in|mway_ard_in)_(\d)$/.exec(name) ?? [];
  const [found, where] = [technologies[technology], places[place]];
  if (found === undefined || where === undefined) return null;
  return { technology: found, place: where, operators: Number(operators) };
}

/** Shares by number of operators, under "4g premises-indoor". */
export type MobileShares = Readonly<Record<string, readonly number[] | null>>;

export function mobileKey({ technology, place }: Pick<MobileColumn, 'technology' | 'place'>): string {
  return `${technology} ${place}`;
}

/**
 * The shares of a row of the file, group by group.
 *
 * Shape: values in the order of the columns, percent (0-100).
 * Missing: a group of which any column has no value is null as a whole; the reader has put 0 where a blank means it.
 */
export function mobileShares(
  columns: readonly (MobileColumn | null)[],
  values: readonly (number | null)[],
): MobileShares {
  const groups = new Map<string, (number | null)[]>();
  columns.forEach((column, at) => {
    if (column === null) return;
    const key = mobileKey(column);
    const shares = groups.get(key) ?? [];
    shares[column.operators] = values[at] ?? null;
    groups.set(key, shares);
  });
  return Object.fromEntries(
    [...groups].map(([key, shares]) => {
      const known = Array.from(shares, (share) => share ?? null);
      return [key, known.every((share) => share !== null) ? known : null];
    }),
  );
}
