/**
 * Scoring 33,755 areas by 12 indicators: the engine against the plain way of writing it (one object per area), in the
 * same run on the same data. Prints medians and ratios; asserts no time.
 *
 * npx tsx tests/bench/score.bench.ts
 */
import { max, min } from 'd3-array';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { contributionColumns } from '../../core/index/contributions.ts';
import { createScorer, scoreIndex } from '../../core/index/score-index.ts';
import { buildIndex } from '../support/build-profile.ts';

const areaCount = 33_755;
const indicatorIds = Array.from({ length: 12 }, (_, at) => `indicator-${at}`);
const runs = 31;

/** Reproducible values without a pattern (Park and Miller's generator), one in a hundred missing. */
function makeValues(): Float64Array {
  let state = 42;
  return Float64Array.from({ length: areaCount * indicatorIds.length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 100 === 0 ? NaN : (100 * state) / 2_147_483_647;
  });
}

function indexWith(normalise: object) {
  return buildIndex({
    normalise,
    presentation: { method: 'min-max' },
    components: [0, 1, 2].map((part) => ({
      id: `component-${part}`,
      title: 'Component',
      children: indicatorIds.slice(part * 4, part * 4 + 4).map((indicator) => ({ indicator })),
    })),
  });
}

interface Area {
  readonly values: readonly (number | null)[];
  score: number | null;
  rank: number;
}

/** Min-max, three components, mean, min-max to 0-100 and ranks, as one would write it with objects. */
function scoreObjects(areas: readonly Area[]): void {
  const ranges = indicatorIds.map((_, at) => {
    const present = areas.flatMap((area) => area.values[at] ?? []);
    return { low: min(present) ?? NaN, high: max(present) ?? NaN };
  });
  for (const area of areas) {
    const normalised = area.values.map((value, at) => {
      const { low = 0, high = 1 } = ranges[at] ?? {};
      return value === null ? null : (100 * (value - low)) / (high - low);
    });
    const components = [0, 4, 8].map((start) => meanOf(normalised.slice(start, start + 4)));
    area.score = meanOf(components);
  }
  const scored = areas.filter((area) => area.score !== null);
  const sorted = [...scored].sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  sorted.forEach((area, position) => {
    area.rank = position + 1;
  });
}

function meanOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}

function medianMilliseconds(work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[runs >> 1] ?? NaN;
}

const values = makeValues();
const matrix = { rowCount: areaCount, columnCount: indicatorIds.length, values };
const groups = oneGroup(areaCount);
const minMax = indexWith({ method: 'min-max' });
const exponential = indexWith({ method: 'exponential' });
const scorer = createScorer(minMax, matrix, groups);
const scored = scorer.score();
const areas: Area[] = Array.from({ length: areaCount }, (_, row) => ({
  values: indicatorIds.map((__, at) => {
    const value = values[at * areaCount + row] ?? NaN;
    return Number.isNaN(value) ? null : value;
  }),
  score: null,
  rank: 0,
}));

const baseline = medianMilliseconds(() => {
  scoreObjects(areas);
});
const measured: readonly (readonly [string, () => void])[] = [
  ['engine, min-max: normalise, aggregate, rank', () => scoreIndex(minMax, matrix, groups)],
  ['engine, weights changed: aggregate, rank', () => scorer.score()],
  ['engine, exponential transform (12 rankings more)', () => scoreIndex(exponential, matrix, groups)],
  ['contributions of every area', () => contributionColumns(scored)],
];
console.log(`${areaCount} areas, ${indicatorIds.length} indicators, median of ${runs} runs`);
console.log(`baseline: one object per area, comparator sort: ${baseline.toFixed(1)} ms`);
for (const [name, work] of measured) {
  const time = medianMilliseconds(work);
  console.log(`${name}: ${time.toFixed(1)} ms, ${(time / baseline).toFixed(2)} of the baseline`);
}
