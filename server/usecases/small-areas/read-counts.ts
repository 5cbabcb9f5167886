import { hasRate, type RateCounts } from '../../../core/small-area/shrink-rates.ts';
import { readAreaTable, type AreaTable } from '../index-run/read-area-table.ts';
import { refuseNegative } from '../index-run/reject-cell.ts';

export interface CountColumns {
  readonly input: string;
  readonly events: string;
  readonly population: string;
  /** Column of groups; null for none. */
  readonly group: string | null;
  readonly missing: readonly string[];
}

export interface AreaCounts {
  readonly table: AreaTable;
  readonly counts: RateCounts;
  /** The group of each area; null where there are none at all. */
  readonly groups: readonly (string | null)[] | null;
  /** By row, what is the matter with its counts. */
  readonly flags: readonly CountFlag[][];
}

export const countFlags = {
  'no-events': 'the count of events is missing',
  'events-withheld': 'the publisher withheld the count of events (c, *, <5)',
  'no-population': 'the population is missing, or withheld',
  'zero-population': 'nobody is at risk: there is no rate',
  'events-above-population':
    'more events than people: the rate is given as it is, what needs a share is empty',
  'small-population':
    'fewer people than --hide-below: the rate and its interval are left empty; what borrows strength stands',
  'no-group': 'the area has no group: nothing to shrink to',
} as const;
export type CountFlag = keyof typeof countFlags;

/**
 * Events and populations of the areas of a CSV file, and what is the matter with them.
 *
 * @throws AppError as readAreaTable; source-rejected naming file, line, column and value for a count below zero.
 */
export async function readCounts({
  input,
  events,
  population,
  group,
  missing,
}: CountColumns): Promise<AreaCounts> {
  const table = await readAreaTable(input, {
    numbers: [...new Set([events, population])],
    texts: group === null ? [] : [group],
    code: null,
    missing,
    askedBy: () => 'the command',
  });
  for (const column of [events, population]) refuseNegative(table, column);
  const counts = {
    numerators: table.numbers.get(events) ?? new Float64Array(),
    denominators: table.numbers.get(population) ?? new Float64Array(),
  };
  const groups = group === null ? null : (table.texts.get(group) ?? []);
  const flags = table.codes.map((_, row) => flagsOf(counts, row, table.suppressed.get(events)?.has(row)));
  groups?.forEach((key, row) => {
    if (key === null) flags[row]?.push('no-group');
  });
  return { table, counts, groups, flags };
}

function flagsOf(
  { numerators, denominators }: RateCounts,
  row: number,
  isWithheld: boolean | undefined,
): CountFlag[] {
  const events = numerators[row] ?? NaN;
  const people = denominators[row] ?? NaN;
  if (hasRate(events, people)) return [];
  const flags: CountFlag[] = [];
  if (Number.isNaN(events)) flags.push(isWithheld === true ? 'events-withheld' : 'no-events');
  if (Number.isNaN(people)) flags.push('no-population');
  if (people === 0) flags.push('zero-population');
  if (people > 0 && events > people) flags.push('events-above-population');
  return flags;
}
