import { insideBase, oneGroup, type ComparisonGroups } from './comparison-groups.ts';
import { setValue, valueFlag, type ColumnDraft } from './data-set.ts';
import { applyScaling } from './group-scaling.ts';
import { zScoreScaling } from './z-score.ts';

export interface NearestImputation {
  /** All indicators, before anything was imputed. */
  readonly columns: readonly Float64Array[];
  /** The one to fill. */
  readonly slot: number;
  readonly base: ComparisonGroups;
  readonly neighbours: number;
}

/**
 * Fills each missing value with the mean of the most alike areas that have one. Alike is the root mean square difference
 * of the standardised indicators that both areas have; of equally alike areas the first in the file is taken.
 *
 * Missing: an area that shares no indicator with any donor stays missing. Time grows with areas that lack a value times
 * all areas.
 *
 * Source: OECD/JRC Handbook (2008), section 4 (nearest neighbour, hot deck); Troyanskaya et al. (2001), KNNimpute.
 */
export function imputeNearest(column: ColumnDraft, rule: NearestImputation): void {
  const { base, slot } = rule;
  const rowCount = column.values.length;
  const standard = rule.columns
    .filter((_, at) => at !== slot)
    .map((values) => {
      const inside = insideBase(values, base);
      const all = oneGroup(rowCount);
      return applyScaling(inside, all, zScoreScaling(inside, all, { mean: 0, standardDeviation: 1 }));
    });
  const before = column.values.slice();
  const donors: number[] = [];
  before.forEach((value, row) => {
    if (!Number.isNaN(value) && (base.ids[row] ?? -1) >= 0) donors.push(row);
  });
  before.forEach((value, row) => {
    if (!Number.isNaN(value) || (base.ids[row] ?? -1) < 0) return;
    const near = nearest(standard, donors, { row, count: rule.neighbours });
    if (near.length === 0) return;
    const sum = near.reduce((total, donor) => total + (before[donor] ?? 0), 0);
    setValue(column, row, sum / near.length, valueFlag.imputed);
  });
}

/** The closest donors, closest first. A short sorted list is kept while going through all of them. */
function nearest(
  standard: readonly Float64Array[],
  donors: readonly number[],
  { row, count }: { readonly row: number; readonly count: number },
): readonly number[] {
  const kept: { donor: number; distance: number }[] = [];
  for (const donor of donors) {
    const distance = distanceBetween(standard, row, donor);
    const last = kept.at(-1);
    if (Number.isNaN(distance) || (kept.length >= count && last !== undefined && distance >= last.distance))
      continue;
    const at = kept.findIndex((other) => distance < other.distance);
    kept.splice(at < 0 ? kept.length : at, 0, { donor, distance });
    if (kept.length > count) kept.pop();
  }
  return kept.map(({ donor }) => donor);
}

function distanceBetween(standard: readonly Float64Array[], a: number, b: number): number {
  let squares = 0;
  let shared = 0;
  for (const column of standard) {
    const difference = (column[a] ?? NaN) - (column[b] ?? NaN);
    if (Number.isNaN(difference)) continue;
    squares += difference * difference;
    shared += 1;
  }
  return shared === 0 ? NaN : Math.sqrt(squares / shared);
}
