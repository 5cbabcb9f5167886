import type { ColumnMethod } from '../contract/indicator-column.ts';
import type { ParentList } from '../summaries/parent-list.ts';
import { sumByParent } from '../summaries/sum-by-parent.ts';
import { weightedMeanByParent } from './summarise-parents.ts';

/** An indicator in small areas, by row; NaN is missing. */
export interface MemberValues {
  readonly values: Float64Array;
  /** What a rate was divided by; NaN where a value is not a rate. */
  readonly denominators: Float64Array;
  readonly population: Float64Array;
  /** Counts are added up; whatever else is averaged. */
  readonly isCount: boolean;
}

export interface ParentValues {
  /** By parent; NaN where no member has a value or, for a count, where one has none. */
  readonly values: Float64Array;
  readonly method: Exclude<ColumnMethod, 'published'>;
}

/**
 * The value of an indicator in wards, middle-layer areas, authorities ... from its values in small areas.
 *
 * A rate is worked out again from sums: weighting each rate by its own denominator is the sum of the numerators over
 * the sum of the denominators, whereas weighting by people would count those to whom the rate does not apply. Counts
 * are added up, and a total of which a part is unknown is unknown. Figures that are neither (scores, speeds, incomes)
 * are means weighted by people, which is said.
 */
export function indicatorOfParents(members: MemberValues, parents: ParentList): ParentValues {
  const { values, denominators, population } = members;
  if (members.isCount) return { values: totals(values, parents), method: 'total' };
  const rates = weightedMeanByParent(values, denominators, parents);
  if (rates.every((rate) => Number.isNaN(rate))) {
    return { values: weightedMeanByParent(values, population, parents), method: 'population-mean' };
  }
  return { values: rates, method: 'from-sums' };
}

function totals(values: Float64Array, parents: ParentList): Float64Array {
  const { sums, missing } = sumByParent(values, parents);
  return sums.map((sum, parent) => (missing[parent] === 0 ? sum : NaN));
}
