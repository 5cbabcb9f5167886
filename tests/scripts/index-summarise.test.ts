import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable } from '../support/read-table.ts';
import { runIndexCommand } from '../support/run-index-command.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const summarise = (...words: readonly string[]) =>
  runIndexCommand('summarise', ...words, '--output', at('out.csv'));

async function write(name: string, rows: readonly (readonly (string | number)[])[]): Promise<string> {
  await writeFile(at(name), rows.map((row) => row.join(',')).join('\n'));
  return at(name);
}

beforeAll(async () => {
  await write('areas.csv', [
    ['code', 'score', 'people', 'jobless', 'ward', 'lad'],
    ['A1', 40, 100, 10, 'A', 'X'],
    ['A2', 10, 300, 20, 'A', 'X'],
    ['B1', 30, 200, '', 'B', 'X'],
    ['B2', '', 500, 40, 'B', 'X'],
    ['C1', 20, 100, 5, 'C', 'Y'],
    ['D1', 5, '', 7, '', 'Y'],
  ]);
});

const areas = () => ['--input', at('areas.csv'), '--score', 'score', '--population', 'people'];

test('two levels from columns: means by people, ranks of the larger areas, sums', async () => {
  const { code, out } = await summarise(
    ...[...areas(), '--parent', 'ward', '--parent', 'lad', '--count', 'jobless', '--json'],
  );
  expect(code).toBe(0);
  const table = readTable(at('out.csv'));
  expect(table.text('level')).toEqual(['ward', 'ward', 'ward', 'lad', 'lad']);
  expect(table.text('code')).toEqual(['A', 'B', 'C', 'X', 'Y']);
  expect([...table.numbers('areas')]).toEqual([2, 2, 1, 4, 2]);
  expect([...table.numbers('areas_scored')]).toEqual([2, 1, 1, 3, 2]);
  expect([...table.numbers('population')]).toEqual([400, 700, 100, 1100, 100]);
  // A: (40 x 100 + 10 x 300) / 400; X: (4000 + 3000 + 6000) / 600; the area without people has no say.
  expect([...table.numbers('average_score')]).toEqual([17.5, 30, 20, 13_000 / 600, 20]);
  // Ranks 1 to 5: A1, B1, C1, A2, D1. A: 6 - (1 x 100 + 4 x 300) / 400.
  expect([...table.numbers('average_rank')]).toEqual([2.75, 4, 3, 6 - (100 + 1200 + 400) / 600, 3]);
  expect([...table.numbers('average_score_rank')]).toEqual([3, 1, 2, 1, 2]);
  expect([...table.numbers('scale_jobless')]).toEqual([30, 40, 5, 70, 12]);
  expect([...table.numbers('scale_jobless_missing')]).toEqual([0, 1, 0, 1, 0]);
  expect([...table.numbers('scale_jobless_rank')]).toEqual([1, NaN, 2, NaN, 1]);
  expect(JSON.parse(out)).toMatchObject({
    ranked: 5,
    ranked_among: 5,
    levels: [
      { level: 'ward', larger_areas: 3, areas_without: 1, poor_fits: null },
      { level: 'lad', larger_areas: 2, areas_without: 0 },
    ],
    warnings: [
      '1 areas have no rank and count in areas alone',
      '1 areas have no population and no say in means, extent and local concentration',
      '1 areas have no jobless: sums without them are not ranked',
      '1 areas belong to no ward and are left out of it',
    ],
  });
});

test('a low score may be the worse one; ties may share the smallest rank', async () => {
  await summarise(...areas(), '--parent', 'ward', '--reverse', '--ties', 'min');
  const table = readTable(at('out.csv'));
  expect([...table.numbers('average_score_rank')]).toEqual([1, 3, 2]);
  // Ranks now: D1, A2, C1, B1, A1.
  expect([...table.numbers('average_rank')]).toEqual([6 - (500 + 600) / 400, 2, 3]);
  expect([...table.numbers('proportion_rank')]).toEqual([1, 1, 1]);
});

test('a lookup, and how well whole areas fit the wards', async () => {
  const membership = await write('lookup.csv', [
    ['lsoa', 'ward'],
    ['A1', 'A'],
    ['A2', 'A'],
    ['A9', 'A'],
    ['B1', 'B'],
    ['B2', 'B'],
    ['C1', 'B'],
    ['D1', ''],
    ['Z1', 'Z'],
  ]);
  const points = await write('points.csv', [
    ['lsoa', 'ward', 'people'],
    ['A1', 'A', 100],
    ['A2', 'A', 240],
    ['A2', 'A', 20],
    ['A2', 'B', 40],
    ['B1', 'B', 200],
    ['B2', 'B', 500],
    ['C1', '', 100],
    ['D1', 'A', 90],
  ]);
  const { out } = await summarise(...areas(), '--membership', membership, '--points', points, '--json');
  const table = readTable(at('out.csv'));
  expect(table.text('level')).toEqual(['ward', 'ward']);
  expect([...table.numbers('areas')]).toEqual([3, 3]);
  // A: 450 live there, 360 of them in A1 and A2, which hold 400. B: 740 live there; B1, B2 and C1 hold 800.
  expect([...table.numbers('best_fit_share')]).toEqual([360 / 450, 700 / 740]);
  expect([...table.numbers('own_share')]).toEqual([360 / 400, 700 / 800]);
  const report = JSON.parse(out) as { warnings: string[]; levels: object[] };
  expect(report.levels[0]).toMatchObject({ areas_without: 1, areas_absent: 1, poor_fits: 0 });
  expect(report.warnings).toContain(
    '1 areas of the lookup are not in the file: their ward is summarised without them',
  );
  await write('points.csv', [
    ['lsoa', 'ward', 'people'],
    ['A1', 'A', 79],
    ['D1', 'A', 21],
  ]);
  const poor = await summarise(...areas(), '--membership', membership, '--points', points);
  expect(poor.out).toContain('warning: 1 of 2 ward fit poorly (best_fit_share or own_share below 0.8): A\n');
  expect(poor.out).toContain('warning: 1 of ward have no people in the points file');
});

test('ranks of a part of the country', async () => {
  const input = await write('part.csv', [
    ['code', 'rank', 'lad'],
    ['A', 10, 'X'],
    ['B', 150, 'X'],
  ]);
  await summarise('--input', input, '--rank', 'rank', '--among', '1000', '--parent', 'lad');
  const table = readTable(at('out.csv'));
  expect(table.text('average_score')).toEqual(['']);
  expect([...table.numbers('average_rank')]).toEqual([1001 - 80]);
  expect([...table.numbers('proportion')]).toEqual([0.5]);
  // Percentile 15 weighs 0.95 - 4 x 0.9 / 19.
  expect(table.numbers('extent')[0]).toBeCloseTo((1 + 0.95 - 3.6 / 19) / 2, 14);
});

describeWithShared('what is published', () => {
  test('the worked examples of IoD 2019, appendix N', async () => {
    const path = sharedPath('golden/iod2019-appendix-N-worked-examples/case_values.json');
    const values = appendixSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const one = async (
      rows: readonly (readonly (string | number)[])[],
      ...words: readonly string[]
    ): Promise<(column: string) => number> => {
      const named = rows.map((row, position) => [`A${position}`, ...row, 'D']);
      const input = await write('example.csv', [
        ['code', 'rank', 'people', 'score', 'numerator', 'lad'],
        ...named,
      ]);
      const { error } = await summarise(
        ...['--input', input, '--rank', 'rank', '--among', String(values.N), '--parent', 'lad'],
        ...['--population', 'people', ...words],
      );
      expect(error).toBe('');
      const table = readTable(at('out.csv'));
      return (column) => table.numbers(column)[0] ?? NaN;
    };
    const { average_rank: byRank, average_score: byScore, extent, local_concentration: worst } = values;
    const people = (list: readonly number[], row: number): number => list[row] ?? NaN;
    const ofRank = await one(
      byRank.ranks.map((rank, row) => [
        rank,
        people(byRank.populations, row),
        people(byScore.scores, row),
        '',
      ]),
      ...['--score', 'score'],
    );
    expect(ofRank('average_rank')).toBeCloseTo(byRank.exact, 9);
    expect(ofRank('average_score')).toBeCloseTo(byScore.exact, 11);
    // The rest of the district lives in areas outside the worst three tenths.
    const rest = ({ district_population: all, populations }: typeof extent): number =>
      all - populations.reduce((sum, each) => sum + each, 0);
    const worstAreas = (example: typeof extent) => [
      ...example.ranks.map((rank, row) => [rank, people(example.populations, row), '', '']),
      [30_000, rest(example), '', ''],
    ];
    expect((await one(worstAreas(extent)))('extent')).toBeCloseTo(extent.exact, 13);
    expect((await one(worstAreas(worst)))('local_concentration')).toBeCloseTo(worst.exact, 9);
    const { n_lsoa: count, n_in_decile1: inWorst, published } = values.proportion;
    const spread = Array.from({ length: count }, (_, row) => [
      row < inWorst ? 100 + row : 10_000 + row,
      1,
      '',
      '',
    ]);
    expect((await one(spread))('proportion')).toBeCloseTo(published, 3);
    const scale = values.income_scale;
    const ofScale = await one(
      scale.numerators.map((numerator, row) => [row + 1, 1, '', numerator]),
      ...['--count', 'numerator'],
    );
    expect(ofScale('scale_numerator')).toBe(scale.published);
  });

  test('the proportion of 310 authorities in the worst tenth, IMD 2019', async () => {
    const input = readTable(sharedPath('golden/imd2019-lad-proportion/input_lsoa_decile_lad.csv'));
    const expected = readTable(sharedPath('golden/imd2019-lad-proportion/expected_proportion.csv'));
    const nation = 32_844;
    // The case has tenths: any ranks within them give the same proportion.
    const taken = new Map<number, number>();
    const lads = input.text('lad13_code');
    const tenths = input.numbers('IMD_decile');
    const rows = input.text('lsoa11_code').map((code, row) => {
      const tenth = tenths[row] ?? NaN;
      const place = (taken.get(tenth) ?? 0) + 1;
      taken.set(tenth, place);
      return [code, lads[row] ?? '', Math.floor(((tenth - 1) * nation) / 10) + place];
    });
    const file = await write('imd.csv', [['code', 'lad', 'rank'], ...rows]);
    const { code, error } = await summarise(
      ...['--input', file, '--rank', 'rank', '--among', String(nation), '--parent', 'lad'],
    );
    expect([code, error]).toEqual([0, '']);
    const table = readTable(at('out.csv'));
    const rowOf = new Map(table.text('code').map((lad, row) => [lad, row]));
    const inOrder = (column: string): Float64Array => {
      const values = table.numbers(column);
      return Float64Array.from(expected.text('lad_code'), (lad) => values[rowOf.get(lad) ?? -1] ?? NaN);
    };
    expect(inOrder('areas')).toEqual(expected.numbers('n_lsoa'));
    const published = expected.numbers('proportion_most_deprived_10pct');
    expect(published).toHaveLength(310);
    expect(largestDifference(inOrder('proportion'), published)).toBeLessThan(5.000001e-5);
  });
});

const numbers = z.array(z.number());
const exact = z.object({ exact: z.number(), populations: numbers });
const district = exact.extend({ ranks: numbers, district_population: z.number() });
const appendixSchema = z.object({
  N: z.number(),
  average_rank: exact.extend({ ranks: numbers }),
  average_score: exact.extend({ scores: numbers }),
  proportion: z.object({ n_lsoa: z.number(), n_in_decile1: z.number(), published: z.number() }),
  extent: district,
  local_concentration: district,
  income_scale: z.object({ numerators: numbers, published: z.number() }),
});

test('an area without a rank is not ranked, and has no say in its larger area', async () => {
  const input = await write('ranks.csv', [
    ['code', 'rank', 'lad'],
    ['A', 1, 'X'],
    ['B', '', 'X'],
    ['C', 3, 'Y'],
    ['D', 2, 'Y'],
  ]);
  const { code, out, error } = await summarise(
    ...['--input', input, '--rank', 'rank', '--parent', 'lad', '--json'],
  );
  expect([code, error]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ areas: 4, ranked: 3, ranked_among: 3 });
  const table = readTable(at('out.csv'));
  expect([...table.numbers('areas')]).toEqual([2, 2]);
  expect([...table.numbers('areas_scored')]).toEqual([1, 2]);
  // Turned so that the worst has most: X 4 - 1; Y 4 - (3 + 2) / 2.
  expect([...table.numbers('average_rank')]).toEqual([3, 1.5]);
});

test.each([
  ['--parent lad', 2, /Give --score, --rank or both/],
  ['--score score', 2, /Give --parent or --membership/],
  ['--score score --parent lad --parent lad', 2, /is given twice/],
  ['--score score --parent lad --among 9', 2, /--among is of the ranks/],
  ['--rank score --parent lad --reverse', 2, /--reverse turns a score round/],
  ['--score score --parent lad --parent ward --points p.csv', 2, /--points says how well one level fits/],
  ['--score nothing --parent lad', 4, /no column "nothing"/],
  ['--rank score --parent lad', 4, /line 2, column score: "40": the file has 5 ranks/],
  [
    '--rank score --parent lad --among 10',
    4,
    /line 2, column score: "40": the ranks are said to be among 10/,
  ],
  ['--rank score --score score --parent lad --among 90', 2, /column score is 1 where the score is low/],
  ['--score score --parent lad --count low', 4, /line 3, column low: "-1": this is below zero/],
  ['--score score --parent empty', 4, /column empty is empty/],
  ['--rank tenth --parent lad --among 5', 4, /line 2, column tenth/],
])('%s', async (words, code, message) => {
  const input = await write('wrong.csv', [
    ['code', 'score', 'lad', 'ward', 'low', 'empty', 'tenth'],
    ['A', 40, 'X', 'V', 0, '', 7],
    ['B', 10, 'X', 'W', -1, '', 2],
    ['C', 30, 'X', 'W', 1, '', 3],
    ['D', 20, 'X', 'W', 1, '', 4],
    ['E', 1, 'X', 'W', 1, '', 5],
  ]);
  const outcome = await summarise('--input', input, ...words.split(' '));
  expect(outcome.error).toMatch(message);
  expect(outcome.code).toBe(code);
});

test('tenths are no ranks, an input is not written over, and a lookup gives one larger area', async () => {
  const rows = Array.from({ length: 200 }, (_, row) => [`A${row}`, 1 + (row % 10), 'X']);
  const tenths = await write('tenths.csv', [['code', 'decile', 'lad'], ...rows]);
  expect((await summarise('--input', tenths, '--rank', 'decile', '--parent', 'lad')).error).toMatch(
    /column decile has so few different values that they are tenths/,
  );
  expect(
    await runIndexCommand(...['summarise', ...areas(), '--parent', 'lad', '--output', at('areas.csv')]),
  ).toMatchObject({
    code: 2,
    error: expect.stringMatching(/--output .* would write over what is read/) as string,
  });
  const twice = await write('twice.csv', [
    ['lsoa', 'ward'],
    ['A1', 'A'],
    ['A1', 'B'],
  ]);
  expect((await summarise(...areas(), '--membership', twice)).error).toMatch(
    /line 3, column lsoa: "A1": this area stands on line 2 already/,
  );
  const narrow = await write('narrow.csv', [['lsoa'], ['A1']]);
  expect((await summarise(...areas(), '--membership', narrow)).error).toMatch(/wants 2 columns and has 1/);
  const stray = await write('stray.csv', [
    ['lsoa', 'ward'],
    ['Q', 'A'],
  ]);
  expect((await summarise(...areas(), '--membership', stray)).error).toMatch(/no area of .* stands in it/);
  const negative = await write('negative.csv', [
    ['lsoa', 'ward', 'people'],
    ['A1', 'A', -5],
  ]);
  expect((await summarise(...areas(), '--parent', 'ward', '--points', negative)).error).toMatch(
    /line 2, column people: "-5": this is below zero/,
  );
});
