import { expect, test } from 'vitest';
import { assumptionsSchema } from '../../core/contract/assumptions.ts';
import { AppError } from '../../core/errors.ts';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { createRandom } from '../../core/random.ts';
import type { LargerAreas } from '../../core/uncertainty/larger-areas.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import { runUncertainty, type UncertaintyRun } from '../../server/analysis/run-uncertainty.ts';
import { buildProfile } from '../support/build-profile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

/** Areas enough for several batches of draws. */
const areaCount = 4000;

function madeUpModel(seed: number): IndexModel {
  const random = createRandom(seed);
  const column = (): Float64Array => Float64Array.from({ length: areaCount }, () => random.nextUniform());
  return {
    profile: buildProfile({
      components: [
        { id: 'all', title: 'All', children: [{ indicator: 'a' }, { indicator: 'b' }, { indicator: 'c' }] },
      ],
    }),
    directions: { a: 'higher-is-riskier', b: 'lower-is-riskier', c: 'higher-is-riskier' },
    data: {
      raw: matrixOf(areaCount, [column(), column(), column()]),
      groups: oneGroup(areaCount),
      sources: {
        areaCodes: Array.from({ length: areaCount }, (_, row) => `A${row}`),
        column: () => null,
        groups: () => null,
      },
    },
    options: {},
  };
}

/** Three larger areas: few enough that batches are of as many draws as without them. */
const larger: LargerAreas = {
  population: Float64Array.from({ length: areaCount }, (_, row) => 1000 + (row % 7)),
  kinds: [{ parentOf: Int32Array.from({ length: areaCount }, (_, row) => row % 3), count: 3 }],
};

const base: UncertaintyRun = {
  model: madeUpModel(1),
  larger,
  assumptions: assumptionsSchema.parse({
    weights: 0.25,
    normalisation: ['own', 'percentile'],
    leaveOut: 0.5,
  }),
  draws: 1500,
  seed: 3,
  threads: 0,
};

test('a run that is stopped and taken up again gives what a whole one gives, and does only the rest', async () => {
  const whole = await runUncertainty(base);
  const controller = new AbortController();
  const stopped = runUncertainty({
    ...base,
    checkpointFolder: folder,
    signal: controller.signal,
    onProgress: (done) => {
      if (done >= 800) controller.abort(new AppError('conflict', 'Stopped.'));
    },
  });
  await expect(stopped).rejects.toThrow('Stopped.');
  const resumed = await runUncertainty({ ...base, checkpointFolder: folder, threads: 2 });
  expect(resumed.resumedDraws).toBe(800);
  expect(resumed.statistics).toEqual(whole.statistics);
  expect(resumed.larger).toEqual(whole.larger);
  expect(new Set(whole.larger[0]?.statistics.mean).size).toBe(3);
});

test('draws of other data, larger areas, assumptions or seeds are never taken over', async () => {
  const controller = new AbortController();
  const partly = { ...base, checkpointFolder: folder, signal: controller.signal };
  const onProgress = (done: number): void => {
    if (done >= 400) controller.abort(new AppError('conflict', 'Stopped.'));
  };
  await expect(runUncertainty({ ...partly, onProgress })).rejects.toThrow('Stopped.');
  const others = [
    { model: madeUpModel(2) },
    { seed: 4 },
    { larger: { ...larger, population: larger.population.map((people) => people + 1) } },
    { larger: { ...larger, kinds: [{ parentOf: new Int32Array(areaCount).fill(1), count: 3 }] } },
    { larger: undefined },
    { assumptions: assumptionsSchema.parse({ weights: 0.2 }) },
  ];
  for (const other of others) {
    const { resumedDraws } = await runUncertainty({
      ...base,
      ...other,
      draws: 400,
      checkpointFolder: folder,
    });
    expect(resumedDraws).toBe(0);
  }
  const same = await runUncertainty({ ...base, draws: 400, checkpointFolder: folder });
  expect(same.resumedDraws).toBe(400);
});
