/**
 * 1,000 plausible versions of the Atlas's own index over as many areas as England has, against its plain scoring as
 * often on one thread, and with larger areas against without; and a sensitivity analysis. Prints wall and processor time, load and memory; asserts no time.
 *
 * npx tsx tests/bench/uncertainty.bench.ts [draws]
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parse } from 'yaml';
import { assumptionsSchema } from '../../core/contract/assumptions.ts';
import { profileSchema } from '../../core/contract/profile.ts';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { compileProfile } from '../../core/index/compile-profile.ts';
import { createScorer } from '../../core/index/score-index.ts';
import { createRandom } from '../../core/random.ts';
import { countLargerAreas, type LargerAreas } from '../../core/uncertainty/larger-areas.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import { runSensitivity } from '../../server/analysis/run-sensitivity.ts';
import { runUncertainty } from '../../server/analysis/run-uncertainty.ts';
import { repositoryPath } from '../support/shared.ts';

const areaCount = 33_755;
const draws = Number(process.argv[2] ?? 1000);
const seed = 1;

const profile = profileSchema.parse(parse(readFileSync(repositoryPath('data/profiles/atlas.yaml'), 'utf8')));
const compiled = compileProfile(profile, () => 'higher-is-riskier');
const indicatorIds = compiled.leaves.map(({ indicatorId }) => indicatorId);
const random = createRandom(42);
/** Indicators that go together, one value in a hundred missing. */
const deprivation = Float64Array.from({ length: areaCount }, () => random.nextUniform());
const values = Float64Array.from({ length: areaCount * indicatorIds.length }, (_, at) =>
  random.nextUniform() < 0.01 ? NaN : (deprivation[at % areaCount] ?? NaN) + random.nextUniform(),
);
const groups = oneGroup(areaCount);
const raw = { rowCount: areaCount, columnCount: indicatorIds.length, values };
const model: IndexModel = {
  profile,
  directions: Object.fromEntries(indicatorIds.map((id) => [id, 'higher-is-riskier'])),
  data: {
    raw,
    groups,
    sources: {
      areaCodes: Array.from({ length: areaCount }, (_, row) => `E${row}`),
      column: () => null,
      groups: () => null,
    },
  },
  options: {},
};
/** As many middle-layer areas, wards, authorities and regions as England has, made of neighbours in the list. */
const larger: LargerAreas = {
  population: Float64Array.from({ length: areaCount }, () => 1000 + random.nextBelow(2000)),
  kinds: [6856, 6904, 296, 9, 1].map((count) => ({
    count,
    parentOf: Int32Array.from({ length: areaCount }, (_, row) => Math.floor((row * count) / areaCount)),
  })),
};
const weightsOnly = assumptionsSchema.parse({ weights: 0.25, leaveOut: 0.5 });
const methodsToo = assumptionsSchema.parse({
  weights: 0.25,
  leaveOut: 0.5,
  normalisation: ['own', { method: 'z-score', mean: 50, standardDeviation: 10 }, { method: 'min-max' }],
});

interface Times {
  readonly wall: number;
  readonly processor: number;
}

async function timed(work: () => unknown): Promise<Times> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - started) / 1000, processor: (user + system) / 1e6 };
}

const scorer = createScorer(compiled, raw, groups);
const baseline = await timed(() => {
  for (let draw = 0; draw < draws; draw += 1) scorer.score();
});
const alone = 'weights and left-out indicators, 1 thread';
const together = `the same with ${countLargerAreas(larger)} larger areas, 1 thread`;
const runs: readonly (readonly [string, () => Promise<unknown>])[] = [
  [alone, () => uncertainty(weightsOnly, 1)],
  [together, () => uncertainty(weightsOnly, 1, larger)],
  ['weights and left-out indicators, 2 threads', () => uncertainty(weightsOnly, 2)],
  ['and three normalisations, 2 threads', () => uncertainty(methodsToo, 2)],
  [
    `sensitivity, N = ${draws / 2}, 3 assumptions, ${(draws / 2) * 5} versions, 2 threads`,
    () =>
      runSensitivity({
        ...{ model, assumptions: methodsToo, sampleSize: draws / 2, seed },
        ...{ resamples: 1000, estimator: 'jansen', threads: 2 },
      }),
  ],
];

function uncertainty(
  assumptions: typeof weightsOnly,
  threads: number,
  withLarger?: LargerAreas,
): Promise<unknown> {
  return runUncertainty({ model, assumptions, draws, seed, threads, larger: withLarger });
}

const report = (name: string, { wall, processor }: Times): void => {
  console.log(
    `${name}: ${wall.toFixed(1)} s, ${(wall / baseline.wall).toFixed(2)} of the baseline; ${processor.toFixed(1)} s of processor time`,
  );
};
console.log(
  `${areaCount} areas, ${indicatorIds.length} indicators, ${draws} draws; load average ${(loadavg()[0] ?? NaN).toFixed(1)}`,
);
report('baseline: plain scoring as often, 1 thread', baseline);
const times = new Map<string, Times>();
for (const [name, work] of runs) {
  const taken = await timed(work);
  times.set(name, taken);
  report(name, taken);
}
const [without, withLarger] = [times.get(alone), times.get(together)];
if (without !== undefined && withLarger !== undefined) {
  const ratio = (of: keyof Times): string => (withLarger[of] / without[of]).toFixed(2);
  console.log(
    `with larger areas against without: ${ratio('wall')} on the clock, ${ratio('processor')} of processor time`,
  );
}
const { maxRSS } = process.resourceUsage();
console.log(
  `largest memory ${(maxRSS / 1024).toFixed(0)} MiB; load average ${(loadavg()[0] ?? NaN).toFixed(1)}`,
);
