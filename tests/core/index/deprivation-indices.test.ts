import { expect, test } from 'vitest';
import { groupsByKey } from '../../../core/index/comparison-groups.ts';
import { exponentialTransform } from '../../../core/index/exponential.ts';
import { arithmeticMean } from '../../../core/index/arithmetic-mean.ts';

// Worked numbers of the published indices that stand on ranks alone: no shared data needed.
const constant = 23;
const transform = (rank: number, count: number): number =>
  -constant * Math.log(1 - ((count - rank + 1) / count) * (1 - Math.exp(-100 / constant)));

/**
 * IoD 2025 domain ranks (income, employment, education, health, crime, housing and services, environment) of three
 * LSOAs among 33,755, and their published scores. Source: MHCLG, English Indices of Deprivation 2025 (OGL v3).
 */
const published = [
  { code: 'E01000001', ranks: [33730, 33708, 33755, 33108, 33698, 29220, 244], score: 8.742 },
  { code: 'E01001049', ranks: [28307, 28756, 32008, 31593, 18843, 16456, 15268], score: 6.479 },
  { code: 'E01021068', ranks: [30862, 30352, 24218, 29770, 30771, 2437, 3603], score: 12.456 },
];
const weights = [0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093];

test.each(published)(
  'IMD 2025 of $code from its domain ranks, weights adding up to 0.999',
  ({ ranks, score }) => {
    const children = ranks.map((rank) => transformAmong(rank, 33755));
    expect(children[0]?.[0]).toBeCloseTo(transform(ranks[0] ?? 0, 33755), 10);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const index = arithmeticMean({ children, weights, availability: 1 }, total);
    expect(Math.abs((index[0] ?? NaN) - score)).toBeLessThanOrEqual(5.0e-4);
  },
);

/** The transform of one rank among many areas, by laying out all of them: the area asked for stands first. */
function transformAmong(rank: number, count: number): Float64Array {
  const risk = Float64Array.from({ length: count }, (_, row) => count - row);
  const groups = groupsByKey(Array.from({ length: count }, () => 'England'));
  const all = exponentialTransform(risk, groups, { constant, offset: 1, ties: 'average' });
  return Float64Array.of(all[rank - 1] ?? NaN);
}
