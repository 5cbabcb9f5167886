import { oneGroup, type ComparisonGroups } from './comparison-groups.ts';
import { setValue, valueFlag, type ColumnDraft } from './data-set.ts';
import { mean } from './mean.ts';
import { quantileSorted, sortedPresent } from './quantile.ts';

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
 * Source: COINr `i_mean_grp`, `i_median_grp`.
 */
export function imputeByGroup(column: ColumnDraft, rule: GroupImputation): void {
  const { values } = column;
  const isInside = (row: number): boolean => (rule.base.ids[row] ?? -1) >= 0;
  const levels = [...rule.levels, oneGroup(values.length)];
  const averages = levels.map((groups) => groupAverages(values, groups, { ...rule, isInside }));
  const missing: { row: number; value: number; flags: number }[] = [];
  values.forEach((value, row) => {
    if (!Number.isNaN(value) || !isInside(row)) return;
    const found = levels
      .map(({ ids }, level) => averages[level]?.[ids[row] ?? -1] ?? NaN)
      .findIndex((average) => !Number.isNaN(average));
    const average = averages[found]?.[levels[found]?.ids[row] ?? -1] ?? NaN;
    if (Number.isNaN(average)) return;
    const flags = valueFlag.imputed | (found > 0 ? valueFlag.fallback : 0);
    missing.push({ row, value: average, flags });
  });
  for (const { row, value, flags } of missing) setValue(column, row, value, flags);
}

function groupAverages(
  values: Float64Array,
  groups: ComparisonGroups,
  rule: GroupImputation & { readonly isInside: (row: number) => boolean },
): readonly number[] {
  const members = Array.from({ length: groups.count }, (): number[] => []);
  values.forEach((value, row) => {
    if (!Number.isNaN(value) && rule.isInside(row)) members[groups.ids[row] ?? -1]?.push(value);
  });
  const minimum = rule.levels.includes(groups) ? rule.minimum : 1;
  return members.map((present) => {
    if (present.length < minimum) return NaN;
    return rule.average === 'mean' ? mean(present) : quantileSorted(sortedPresent(present), 0.5);
  });
}
