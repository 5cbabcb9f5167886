import type { ComparisonGroups } from './comparison-groups.ts';
import { setValue, valueFlag, type ColumnDraft } from './data-set.ts';

export interface PanelImputation {
  /** The date of the indicator's own figures. */
  readonly at: number;
  /** Its figures at other dates, in any order. */
  readonly others: readonly { readonly date: number; readonly values: Float64Array }[];
  /** `last`: the latest figure up to the date. `linear`: on the line between the nearest before and after. */
  readonly rule: 'last' | 'linear';
  /** An observation further from the date than this is not used. */
  readonly gap: number;
  readonly base: ComparisonGroups;
}

/**
 * Fills each missing value from the area's own values at other dates: the last observation carried forward, or linear
 * interpolation in time between the nearest observations on both sides.
 *
 * Units: dates and gap alike (years). Missing: what has no observation near enough, for `linear` on either side, stays
 * missing.
 *
 * Source: COINr `impute_panel` (latest, linear); OECD/JRC Handbook (2008), section 4.
 */
export function imputePanel(column: ColumnDraft, rule: PanelImputation): void {
  const { at, gap, base } = rule;
  const near = rule.others
    .filter(({ date }) => Math.abs(date - at) <= gap)
    .toSorted((one, other) => Math.abs(one.date - at) - Math.abs(other.date - at));
  const before = near.filter(({ date }) => date <= at);
  const after = near.filter(({ date }) => date >= at);
  column.values.forEach((value, row) => {
    if (!Number.isNaN(value) || (base.ids[row] ?? -1) < 0) return;
    const isObserved = ({ values }: (typeof near)[number]): boolean => !Number.isNaN(values[row]);
    const earlier = before.find(isObserved);
    const later = rule.rule === 'last' ? earlier : after.find(isObserved);
    if (earlier === undefined || later === undefined) return;
    const span = later.date - earlier.date;
    const share = span === 0 ? 0 : (at - earlier.date) / span;
    const from = earlier.values[row] ?? NaN;
    setValue(column, row, from + share * ((later.values[row] ?? NaN) - from), valueFlag.imputed);
  });
}
