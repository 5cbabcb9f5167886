import type { ParentList } from './parent-list.ts';

/**
 * Sums per larger area: the scale of a problem ("8,291 people on low income") and the numerators and denominators from
 * which its rates are worked out again. A missing value makes no sum smaller in silence: where any member's value is
 * missing, `missing` says how many.
 *
 * Source: English Indices of Deprivation 2019 technical report, appendix N (income scale, example 8,291).
 */
export function sumByParent(
  values: Float64Array,
  { parentOf, count }: ParentList,
): { readonly sums: Float64Array; readonly missing: Int32Array } {
  const sums = new Float64Array(count);
  const present = new Int32Array(count);
  const missing = new Int32Array(count);
  parentOf.forEach((parent, row) => {
    if (parent < 0) return;
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) {
      missing[parent] = (missing[parent] ?? 0) + 1;
      return;
    }
    sums[parent] = (sums[parent] ?? 0) + value;
    present[parent] = (present[parent] ?? 0) + 1;
  });
  return { sums: sums.map((sum, parent) => (present[parent] === 0 ? NaN : sum)), missing };
}
