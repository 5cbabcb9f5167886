import { beforeAll, describe, expect, test } from 'vitest';
import { decodeColumns } from '../../core/columns.ts';
import type { Profile } from '../../core/contract/profile.ts';
import { columnOf } from '../../core/index/indicator-matrix.ts';
import { shrinkRates } from '../../core/small-area/shrink-rates.ts';
import { analyseUncertainty } from '../../server/usecases/analyse-uncertainty.ts';
import { explainArea } from '../../server/usecases/explain-area.ts';
import { listScores } from '../../server/usecases/list-scores.ts';
import type { ScoreTable } from '../../server/usecases/make-score-table.ts';
import { scoreColumns } from '../../server/usecases/score-columns.ts';
import { scoreProfile } from '../../server/usecases/score-profile.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { profileBlock } from '../../web/model/profile-block.ts';
import { createRescorer } from '../../web/model/rescore.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const withRecipe = (recipe: unknown, others: Readonly<Record<string, unknown>> = {}): Profile =>
  buildProfile({ ...seededProfile, id: 'prepared', recipe, ...others });

const full = withRecipe([
  { stage: 'screen', areas: { availability: 0.3 } },
  { stage: 'impute', by: { method: 'group-median', group: ['lad', 'region'] } },
  {
    stage: 'treat',
    by: { winsorise: { points: 1 }, transform: 'none', when: 'always' },
    indicators: ['speed'],
  },
]);
const normalisedFirst = withRecipe([
  { stage: 'normalise', by: { method: 'min-max' } },
  { stage: 'impute', by: { method: 'row-mean' } },
]);
const shrunk = withRecipe([{ stage: 'shrink', group: 'lad', indicators: ['slow'] }]);
const weighed = withRecipe(undefined, {
  weighting: { method: 'equal' },
  components: [
    { ...seededProfile.components[0], weighting: { method: 'principal-components' } },
    { ...seededProfile.components[1] },
  ],
});

describeDatabases('a profile with a recipe', (database) => {
  beforeAll(async () => {
    await seedScoring(database());
  });

  const tableOf = (profile: Profile): Promise<ScoreTable> =>
    createScoring({ database: database(), profiles: [profile] }).table({ profileId: profile.id });
  const explain = async (table: ScoreTable, code: string) =>
    explainArea({ database: database() }, table, {
      area: {
        ...{ code, type: 'lsoa', name: 'Place', vintage: 2021, nameWelsh: null, placeName: null },
        ...{ centroid: null, bounds: null, population: null, madeUp: true },
      },
      memberships: [],
    });

  test('fills in, brings in outliers and screens out before it scores, and stores the stages', async () => {
    const { runId, areaCount, scoredCount } = await scoreProfile({ database: database() }, { profile: full });
    expect({ areaCount, scoredCount }).toEqual({ areaCount: 12, scoredCount: 11 });
    const rows = await database().query<{ raw: unknown; treated: unknown; missing_reason: string | null }>(
      `select s.raw, s.treated, s.missing_reason, s.inputs_present from score s join area using (area_id)
       where run_id = $1::integer order by code`,
      [runId],
    );
    // The median of 50, 40, 30, 20 and 0 in the same authority; the fastest line is brought in to the next.
    expect(rows[4]).toMatchObject({ raw: [null, 50, 10], treated: [30, 50, 10] });
    expect(rows[10]).toMatchObject({ raw: [25, 110, 20], treated: [25, 100, 20] });
    expect(rows[11]?.missing_reason).toBe('screened-out');
    // What was filled in is not among the inputs that are there.
    expect(rows[4]).toMatchObject({ inputs_present: 2 });
    expect(rows[10]).toMatchObject({ inputs_present: 3 });
  });

  test('lists what was screened out without a score, with the reason', async () => {
    const { total, scores } = listScores(await tableOf(full), { sort: 'rank', offset: 0, limit: null });
    expect(total).toBe(12);
    expect(scores.at(-1)).toMatchObject({
      code: seededCodes[11],
      score: null,
      missingReason: 'screened-out',
    });
  });

  test('counts what is filled in as missing, and says so; a selection has one form whatever its order', async () => {
    const table = await tableOf(full);
    const fifth = await explain(table, seededCodes[4] ?? '');
    expect(fifth.score).toMatchObject({ inputsPresent: 2, inputsTotal: 3 });
    expect(fifth.sentence).toContain('One input is missing here and was estimated.');
    const one = withRecipe([{ stage: 'impute', by: { method: 'median' } }], {
      base: { kind: 'selection', codes: [seededCodes[4], seededCodes[3]] },
    });
    expect((await tableOf(one)).base).toEqual({
      kind: 'selection',
      codes: [seededCodes[3], seededCodes[4]],
    });
  });

  test('says why a figure that is published does not count', async () => {
    await database().execute(
      `update indicator_value set numerator = 300 from area
       where area.area_id = indicator_value.area_id and area.code = $1 and numerator is not null and value = 25`,
      [seededCodes[10] ?? ''],
    );
    const odd = await explain(await tableOf(shrunk), seededCodes[10] ?? '');
    expect(odd.indicators[0]).toMatchObject({
      raw: 25,
      used: { value: null },
      missingReason: 'not-computable',
    });
  });

  test('says of every figure of an area what was made of it', async () => {
    const table = await tableOf(full);
    const fifth = await explain(table, seededCodes[4] ?? '');
    expect(fifth.indicators[0]).toMatchObject({
      raw: null,
      missingReason: null,
      used: { value: 30, flags: ['imputed', 'suppressed'] },
    });
    expect(fifth.indicators[1]).toMatchObject({ raw: 50, used: null });
    const fastest = await explain(table, seededCodes[10] ?? '');
    expect(fastest.indicators[1]?.used).toEqual({ value: 100, flags: ['winsorised-high'] });
    const last = await explain(table, seededCodes[11] ?? '');
    expect(last.indicators.map(({ missingReason }) => missingReason)).toEqual(
      Array.from({ length: 3 }, () => 'screened-out'),
    );
  });

  test('makes rates again from the counts of the catalogue where it shrinks them', async () => {
    const table = await tableOf(shrunk);
    const { matrix } = table.preparation.dataSets.at(-1) ?? { matrix: table.inputs.matrix };
    const counts = table.inputs.counts.get('slow');
    const lad = table.inputs.parents.find(({ type }) => type === 'lad');
    if (counts === undefined || lad === undefined) throw new Error('not loaded');
    expect([...counts.numerators].slice(0, 4)).toEqual([100, 80, 60, 40]);
    const { rates } = shrinkRates(counts, { ids: lad.parentOf, count: 2 });
    expect(columnOf(matrix, 0)[0]).toBeCloseTo(100 * (rates[0] ?? NaN), 12);
    // Towards the authority, whose rate is lower.
    expect(columnOf(matrix, 0)[0]).toBeLessThan(50);
    const first = await explain(table, seededCodes[0] ?? '');
    expect(first.indicators[0]).toMatchObject({ raw: 50, used: { flags: ['shrunk'] } });
    const byRegion = withRecipe([{ stage: 'shrink', group: 'region', indicators: ['slow'] }]);
    await expect(tableOf(byRegion)).rejects.toMatchObject({
      code: 'not-computable',
      details: { value: 'region' },
    });
    const speed = withRecipe([{ stage: 'shrink', group: 'lad', indicators: ['speed'] }]);
    await expect(tableOf(speed)).rejects.toMatchObject({
      code: 'invalid-request',
      details: { value: 'speed' },
    });
  });

  test('works weights out from the areas, and weights of a reader start from those', async () => {
    const table = await tableOf(weighed);
    const [first, second] = table.scored.weights;
    expect(first).toBeGreaterThan(0);
    expect(table.inputs.compiled.weights[0]).toBe(1);
    const own = await createScoring({ database: database(), profiles: [weighed] }).table({
      profileId: 'prepared',
      weights: { people: 3 },
    });
    expect([own.scored.weights[0], own.scored.weights[1]]).toEqual([first, second]);
  });

  describe.each([
    ['imputed, treated and screened', full],
    ['normalised in the middle', normalisedFirst],
    ['shrunk', shrunk],
    ['with weights that are worked out', weighed],
    ['without a recipe', seededProfile],
  ])('%s', (_, profile) => {
    test('gives the browser what it needs for the very same scores', async () => {
      const table = await tableOf(profile);
      const decoded = decodeColumns(scoreColumns(table).bytes.buffer);
      const block = profileBlock(decoded.header, (name) => decoded.find(name));
      const rescorer = createRescorer(block, profile);
      expect(rescorer.score({ weights: {}, off: [] }).score).toEqual(table.scored.score);
      const own = await createScoring({ database: database(), profiles: [profile] }).table({
        profileId: profile.id,
        weights: { slow: 2 * (table.scored.weights[0] ?? NaN) },
      });
      const changed = rescorer.compiled.weights.slice();
      changed[0] = 2 * (changed[0] ?? NaN);
      expect(changed).toEqual(own.scored.weights);
    });

    test('is varied from its raw figures, and its nominal ranks are its own', async () => {
      const outcome = await analyseUncertainty(
        { database: database() },
        { profile, draws: 20, seed: 1, threads: 0 },
      );
      const table = await tableOf(profile);
      expect(outcome.rankedCount).toBe(table.scored.rankedCounts[0]);
    });
  });
});
