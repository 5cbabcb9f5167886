import type { ComparisonGroups } from './comparison-groups.ts';
import { setValue, valueFlag, type ColumnDraft } from './data-set.ts';

/**
 * Fills each missing value with the mean of the area's own other indicators of the component. They must be on one
 * scale. The component's value is what it would be without the missing indicator at equal weights; the difference is
 * that the weights stay as they are.
 *
 * Missing: an area with none of the indicators stays missing.
 *
 * Source: COINr `Impute` with `impute_by = "row"`.
 */
export function imputeWithinRow(
  column: ColumnDraft,
  siblings: readonly Float64Array[],
  base: ComparisonGroups,
): void {
  column.values.forEach((value, row) => {
    if (!Number.isNaN(value) || (base.ids[row] ?? -1) < 0) return;
    const present = siblings.map((sibling) => sibling[row] ?? NaN).filter((each) => !Number.isNaN(each));
    if (present.length === 0) return;
    const sum = present.reduce((total, each) => total + each, 0);
    setValue(column, row, sum / present.length, valueFlag.imputed);
  });
}
