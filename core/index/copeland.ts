import { AppError } from '../errors.ts';
import { aggregateRows } from './aggregate-rows.ts';
import { weightedChildren, type AggregationInput } from './arithmetic-mean.ts';
import type { ComparisonGroups } from './comparison-groups.ts';

/** 5,000 areas are 12.5 million pairs a child: about a second. */
const mostAreas = 5_000;

/**
 * Outranking: the share of the weights by which area a beats area b, equal values counting half; o(b, a) = 1 - o(a, b).
 * Only children that both have count; 0.5 where they share none.
 *
 * Shape: `rows` by `rows`, row after row; the diagonal is 0.
 *
 * Source: OECD/JRC Handbook (2008), section 6.5; COINr `outrankMatrix`.
 */
export function outrankMatrix(input: AggregationInput, rows: readonly number[]): Float64Array {
  const { columns, weights } = weightedChildren(input);
  const count = rows.length;
  const matrix = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const share = outranking(columns, weights, { a: rows[a] ?? -1, b: rows[b] ?? -1 });
      matrix[a * count + b] = share;
      matrix[b * count + a] = 1 - share;
    }
  }
  return matrix;
}

function outranking(
  columns: readonly Float64Array[],
  weights: readonly number[],
  { a, b }: { readonly a: number; readonly b: number },
): number {
  let won = 0;
  let shared = 0;
  for (let child = 0; child < columns.length; child += 1) {
    const own = columns[child]?.[a] ?? NaN;
    const other = columns[child]?.[b] ?? NaN;
    if (Number.isNaN(own) || Number.isNaN(other)) continue;
    const weight = weights[child] ?? 0;
    shared += weight;
    if (own > other) won += weight;
    else if (own === other) won += weight / 2;
  }
  return shared === 0 ? 0.5 : won / shared;
}

/**
 * Copeland score: in how many pairs an area outranks the other (more than half of the weights) less in how many it is
 * outranked, within the comparison group. Not compensating at all: by how much an area is worse does not matter.
 *
 * Missing: an area below the availability threshold is neither scored nor compared.
 *
 * @throws AppError not-computable for a group of more than 5,000 areas: the pairs grow with the square; compare within
 * authorities or regions.
 * Source: OECD/JRC Handbook (2008), section 6.5; COINr `a_copeland`.
 */
export function copeland(input: AggregationInput, groups: ComparisonGroups): Float64Array {
  const present = aggregateRows(input, () => 0);
  const rowsOfGroup = Array.from({ length: groups.count }, (): number[] => []);
  present.forEach((value, row) => {
    if (!Number.isNaN(value)) rowsOfGroup[groups.ids[row] ?? -1]?.push(row);
  });
  const scores = new Float64Array(present.length).fill(NaN);
  for (const rows of rowsOfGroup) {
    if (rows.length > mostAreas) throw tooMany(rows.length);
    scoreGroup(input, rows, scores);
  }
  return scores;
}

function scoreGroup(input: AggregationInput, rows: readonly number[], scores: Float64Array): void {
  const { columns, weights } = weightedChildren(input);
  for (const row of rows) scores[row] = 0;
  rows.forEach((a, position) => {
    for (const b of rows.slice(position + 1)) {
      const won = Math.sign(settled(outranking(columns, weights, { a, b }) - 0.5));
      scores[a] = (scores[a] ?? 0) + won;
      scores[b] = (scores[b] ?? 0) - won;
    }
  });
}

/** Weights such as 0.1 and 0.2 add up to a half only on paper. */
function settled(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}

function tooMany(count: number): AppError {
  const reason = `${count} areas are too many to compare in pairs (at most ${mostAreas}): set a base, such as one authority`;
  return new AppError('not-computable', `Copeland scores cannot be worked out: ${reason}.`, {
    details: { field: 'aggregate', value: count, reason },
  });
}
