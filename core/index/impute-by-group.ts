import { oneGroup, type ComparisonGroups } from './comparison-groups.ts';
import { setValue, valueFlag } from './data-set.ts';
import { singleSpread, type ImputationSpread, type SlotDraft } from './imputation-spread.ts';
import { mean } from './mean.ts';
import { quantileSorted, sortedPresent } from './quantile.ts';
import { sampleDeviation } from './sample-deviation.ts';

export interface GroupImputation {
  /** Groups to take the average from, the narrowest first; all areas come last without being named. */
  readonly levels: readonly ComparisonGroups[];
  /** Areas outside the comparison base neither give nor get. */
  readonly base: ComparisonGroups;
  readonly average: 'mean' | 'median';
  /** A group with fewer present values is passed over for the next level. */
  readonly minimum: number;
}

/**
 * Fills each missing value with the mean or median of its group; where the group has too few values, of the next wider
 * one, and at last of all areas, with a flag that it was not the group asked for.
 *
 * Means imputed by group keep the differences between groups and narrow those within, so the share imputed is reported.
 *
 * @returns for means, by group, the standard deviation of the values they were taken of (divisor n - 1; of all areas
 * where a group has one value only): how far off the imputed ones may be.
 * Source: COINr `i_mean_grp`, `i_median_grp`.
 */
export function imputeByGroup(
  { column, slot }: SlotDraft,
  rule: GroupImputation,
): readonly ImputationSpread[] {
  const { values } = column;
  const isInside = (row: number): boolean => (rule.base.ids[row] ?? -1) >= 0;
  const levels = [...rule.levels, oneGroup(values.length)].map((groups) => ({
    groups,
    present: presentByGroup(values, groups, isInside),
    minimum: rule.levels.includes(groups) ? rule.minimum : 1,
  }));
  const filled = new Map<readonly number[], { readonly rows: number[]; readonly isFirst: boolean }>();
  values.forEach((value, row) => {
    if (!Number.isNaN(value) || !isInside(row)) return;
    for (const [level, { groups, present, minimum }] of levels.entries()) {
      const donors = present[groups.ids[row] ?? -1];
      if (donors === undefined || donors.length < minimum) continue;
      const rows = filled.get(donors)?.rows ?? [];
      filled.set(donors, { rows, isFirst: level === 0 });
      rows.push(row);
      return;
    }
  });
  const overall = sampleDeviation(levels.at(-1)?.present[0] ?? []);
  const spreads: ImputationSpread[] = [];
  for (const [donors, { rows, isFirst }] of filled) {
    const average = rule.average === 'mean' ? mean(donors) : quantileSorted(sortedPresent(donors), 0.5);
    const flags = valueFlag.imputed | (isFirst ? 0 : valueFlag.fallback);
    for (const row of rows) setValue(column, row, average, flags);
    if (rule.average === 'median') continue;
    spreads.push(...singleSpread(slot, rows, donors.length > 1 ? sampleDeviation(donors) : overall));
  }
  return spreads;
}

/** The present values of each group, inside the base. */
function presentByGroup(
  values: Float64Array,
  groups: ComparisonGroups,
  isInside: (row: number) => boolean,
): readonly (readonly number[])[] {
  const members = Array.from({ length: groups.count }, (): number[] => []);
  values.forEach((value, row) => {
    if (!Number.isNaN(value) && isInside(row)) members[groups.ids[row] ?? -1]?.push(value);
  });
  return members;
}
