import { AppError } from '../errors.ts';
import { weightedChildren, type AggregationInput } from './arithmetic-mean.ts';
import type { ComparisonGroups } from './comparison-groups.ts';

/** Maximise objective . x subject to coefficients . x <= upper for every row, and x >= 0. */
export interface LinearProgramme {
  readonly objective: readonly number[];
  readonly rows: readonly { readonly coefficients: readonly number[]; readonly upper: number }[];
}

/** The greatest value of the objective, or null where the rows cannot all hold. Throws where there is no greatest. */
export type SolveLinearProgramme = (programme: LinearProgramme) => number | null;

export interface ShareLimits {
  readonly lowerShare: number;
  readonly upperShare: number;
}

/**
 * Benefit of the doubt: each area is scored with the weights that suit it best, so long as no area of its group would
 * score above 1 with them: max w . y_k, subject to w . y_j <= 1 for all j, w >= 0. Scores run from 0 to 1, and 1 means
 * that some choice of weights puts the area at the top.
 *
 * Without limits an area may put all weight on its one strongest side; `lowerShare` and `upperShare` bound the part of
 * its score that one child may make up. Only areas that no other one exceeds in everything bind, so the others are left
 * out of the constraints. The children's weights only say which of them count.
 *
 * Missing: an area with a missing child has no score and binds nobody.
 *
 * @throws AppError invalid-request without a solver; not-computable for negative values, or limits that nothing meets.
 * Source: Cherchye et al. (2007), An introduction to benefit of the doubt composite indicators, Social Indicators
 * Research 82; Compind `ci_bod`.
 */
export function benefitOfTheDoubt(
  input: AggregationInput,
  groups: ComparisonGroups,
  limits: ShareLimits,
  solve: SolveLinearProgramme | null,
): Float64Array {
  if (solve === null) throw noSolver();
  const { columns } = weightedChildren(input);
  const out = new Float64Array(groups.ids.length).fill(NaN);
  const rowsOfGroup = Array.from({ length: groups.count }, (): { row: number; values: number[] }[] => []);
  groups.ids.forEach((group, row) => {
    const values = columns.map((column) => column[row] ?? NaN);
    if (values.some((value) => Number.isNaN(value))) return;
    const negative = values.find((value) => value < 0);
    if (negative !== undefined)
      throw unusable(`it needs values of zero or more, but one is ${negative}`, row);
    rowsOfGroup[group]?.push({ row, values });
  });
  for (const rows of rowsOfGroup) {
    const bounds = frontier(rows.map(({ values }) => values));
    for (const { row, values } of rows) {
      const score = values.every((value) => value === 0) ? 0 : solve(programmeOf(values, bounds, limits));
      if (score === null) throw unusable('no weights meet the limits on shares', row);
      out[row] = score;
    }
  }
  return out;
}

function programmeOf(
  values: readonly number[],
  bounds: readonly (readonly number[])[],
  { lowerShare, upperShare }: ShareLimits,
): LinearProgramme {
  const rows = bounds.map((coefficients) => ({ coefficients, upper: 1 }));
  values.forEach((_, child) => {
    // share of the child <= upper, and >= lower, of this area's own score
    if (upperShare < 1) {
      rows.push({
        coefficients: values.map((value, at) => (at === child ? value : 0) - upperShare * value),
        upper: 0,
      });
    }
    if (lowerShare > 0) {
      rows.push({
        coefficients: values.map((value, at) => lowerShare * value - (at === child ? value : 0)),
        upper: 0,
      });
    }
  });
  return { objective: values, rows };
}

/** The points that no other point reaches in every coordinate; equal points once. */
function frontier(points: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const sum = (point: readonly number[]): number => point.reduce((total, value) => total + value, 0);
  const kept: (readonly number[])[] = [];
  for (const point of [...points].sort((a, b) => sum(b) - sum(a))) {
    const isReached = kept.some((other) => point.every((value, at) => value <= (other[at] ?? NaN)));
    if (!isReached) kept.push(point);
  }
  return kept;
}

function noSolver(): AppError {
  const reason = 'it solves a linear programme for each area, which the map does not do';
  return new AppError('invalid-request', `Benefit of the doubt is for the command line: ${reason}.`, {
    details: { field: 'aggregate', value: 'benefit-of-the-doubt', reason },
  });
}

function unusable(reason: string, row: number): AppError {
  return new AppError('not-computable', `Benefit of the doubt cannot be worked out: ${reason}.`, {
    details: { field: 'aggregate', row, reason },
  });
}
