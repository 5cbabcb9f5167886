import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { indexRunCommand } from '../../scripts/commands/index/run.ts';
import { readTable } from '../support/read-table.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Files {
  readonly profile: string;
  readonly data: string;
}

const data = 'code,a,b,lad\nX1,1,4,P\nX2,2,5,P\nX3,4,7,Q\n';

function placed({ profile, data: csv }: Partial<Files>): {
  folder: string;
  paths: Record<keyof Files, string>;
} {
  const folder = temporaryFolder();
  const paths = { profile: join(folder, 'profile.yaml'), data: join(folder, 'data.csv') };
  writeFileSync(paths.profile, profile ?? 'indicators: [a, b]\n');
  writeFileSync(paths.data, csv ?? data);
  return { folder, paths };
}

async function run(files: Partial<Files>, missing: readonly string[] = []) {
  const { folder, paths } = placed(files);
  const output = join(folder, 'out.csv');
  const stages = join(folder, 'stages');
  const options = { profile: paths.profile, input: paths.data, output, stages, missing, json: true };
  const summary = await indexRunCommand(options);
  return { summary, scores: readTable(output), stages, options };
}

describe('what a file may look like', () => {
  test('the smallest profile: min-max, mean, rank 1 the highest, full precision', async () => {
    const { scores, summary } = await run({});
    expect(scores.columns).toEqual([
      'code',
      'score',
      'rank',
      'percentile',
      'decile',
      'inputs_present',
      'flags',
    ]);
    expect([...scores.numbers('score')]).toEqual([0, (1 / 3) * 100, 100]);
    expect([...scores.numbers('rank')]).toEqual([3, 2, 1]);
    expect(summary).toMatchObject({ areas: 3, scored: 3, warnings: [] });
  });
  test('byte-order mark, CRLF, quotes, odd names, separators, NA and declared codes', async () => {
    const csv =
      '\uFEFFArea.Code,"Rate, %",UPPER_case,a b\r\n"X1","1,234",-999.0,5\r\nX2,12%,3,NA\r\nX3,£7,4,n/a\r\nX4,8,,none\r\n';
    const profile = 'missing: [-999]\nindicators: ["Rate, %", UPPER_case, a b]\n';
    const { stages } = await run({ profile, data: csv }, ['none']);
    const raw = readTable(join(stages, '01-raw.csv'));
    expect([...raw.numbers('Rate, %')]).toEqual([1234, 12, 7, 8]);
    expect([...raw.numbers('UPPER_case')]).toEqual([NaN, 3, 4, NaN]);
    expect([...raw.numbers('a b')]).toEqual([5, NaN, NaN, NaN]);
  });
  test('withheld figures are missing with that reason and never zero', async () => {
    const { stages } = await run({ data: 'code,a,b\nX1,*,1\nX2,<4,2\nX3,3,3\nX4,9,4\n' });
    expect(readTable(join(stages, 'flags.csv')).text('a').slice(0, 2)).toEqual([
      'missing: suppressed',
      'missing: suppressed',
    ]);
  });
  test('another code column, other column names, groups, semicolons', async () => {
    const profile = `
code: id
base: { within: lad }
indicators: [{ indicator: first, column: a, direction: -1 }]
`;
    const { scores } = await run({ profile, data: 'lad;id;a\nP;X1;1\nP;X2;3\nQ;X3;5\nQ;X4;9\n' });
    expect(scores.text('code')).toEqual(['X1', 'X2', 'X3', 'X4']);
    expect([...scores.numbers('rank')]).toEqual([1, 2, 1, 2]);
  });
});

describe('what comes out', () => {
  test('components, flags, why there is no score, points that add up to the score', async () => {
    const profile = `
id: whole
presentation: min-max
recipe:
  - { stage: screen, areas: { availability: 0.4 } }
  - { stage: impute, method: group-mean, group: lad }
components:
  - { id: one, weight: 2, indicators: [a, b] }
  - { id: two, indicators: [c] }
`;
    const csv = 'code,a,b,c,lad\nX1,1,,3,P\nX2,2,5,4,P\nX3,,,,Q\nX4,4,9,1,Q\n';
    const { scores, stages, summary } = await run({ profile, data: csv });
    expect(scores.columns.slice(5, 7)).toEqual(['one', 'two']);
    expect(scores.text('flags')).toEqual(['imputed=1', '', 'screened-out', '']);
    expect(scores.text('score')[2]).toBe('');
    const points = readTable(join(stages, 'contributions.csv'));
    scores.numbers('score').forEach((score, row) => {
      const sum = ['a', 'b', 'c'].reduce((total, id) => total + (points.numbers(id)[row] ?? NaN), 0);
      if (!Number.isNaN(score)) expect(sum).toBeCloseTo(score, 9);
    });
    expect([...readTable(join(stages, 'weights.csv')).numbers('effective_weight')].slice(0, 3)).toEqual([
      1 / 3,
      1 / 3,
      1 / 3,
    ]);
    expect(readdirSync(stages)).toContain('screened-areas.csv');
    expect(summary.stages).toEqual(['raw', 'screened', 'imputed', 'scaled', 'aggregated']);
    expect(summary.warnings).toEqual(['1 of 4 areas have no score; the flags column says why']);
  });
  test('scores and a stage in one file are refused, and an earlier file stays', async () => {
    const { folder, paths } = placed({});
    const stages = join(folder, 'stages');
    const output = join(stages, '01-raw.csv');
    mkdirSync(stages);
    writeFileSync(output, 'earlier');
    const options = { profile: paths.profile, input: paths.data, output, stages, missing: [], json: true };
    await expect(indexRunCommand(options)).rejects.toThrow(/01-raw.csv is named for two outputs/);
    expect(readFileSync(output, 'utf8')).toBe('earlier');
    expect(readdirSync(stages)).toEqual(['01-raw.csv']);
  });
  test('a second run with fewer stages leaves nothing of the first among its files', async () => {
    const first = await run({
      profile: 'recipe: [{ stage: impute, method: mean }, treat]\nindicators: [a]\n',
    });
    writeFileSync(first.options.profile, 'indicators: [a]\n');
    writeFileSync(join(first.stages, 'notes.txt'), 'mine');
    await indexRunCommand(first.options);
    expect(readdirSync(first.stages).sort()).toEqual([
      ...['01-raw.csv', '02-scaled.csv', '03-aggregated.csv', 'contributions.csv', 'flags.csv'],
      ...['notes.txt', 'statistics.csv', 'weights.csv'],
    ]);
  });
  test('benefit of the doubt, and the index in an index', async () => {
    const profile = `
normalise: { method: min-max, range: [0, 1] }
components:
  - { id: best, aggregate: benefit-of-the-doubt, indicators: [a, b] }
  - lad_score
`;
    const { scores } = await run({ profile, data: 'code,a,b,lad_score\nX1,0,9,1\nX2,5,0,2\nX3,4,8,3\n' });
    expect([...scores.numbers('best')].map((value) => value.toFixed(6))).toEqual([
      '1.000000',
      '1.000000',
      '1.000000',
    ]);
  });
});

describe('what is wrong is said with its place', () => {
  test.each<[string, Partial<Files>, RegExp]>([
    [
      'an unknown field',
      { profile: 'indicators: [a, { indicator: b, wieght: 2 }]' },
      /line 1, at indicators\.1: .*"wieght"/,
    ],
    [
      'an unknown method',
      { profile: 'indicators: [a]\nnormalise: minmax' },
      /line 2, at normalise.*min-max, z-score/,
    ],
    [
      'an unknown stage',
      { profile: 'indicators: [a]\nrecipe:\n  - inpute' },
      /line 3, at recipe\.0.*screen, denominate/,
    ],
    ['no indicators', { profile: 'id: x' }, /components/],
    ['both lists', { profile: 'indicators: [a]\ncomponents: [b]' }, /no field "indicators"/],
    ['a broken file', { profile: 'indicators: [a' }, /profile\.yaml, line/],
    ['a name twice', { profile: 'indicators: [a, a]' }, /at indicators\.1.*"a" is used already/],
    [
      'a method said twice',
      { profile: 'indicators: [a]\nnormalise: rank\nrecipe: [{ stage: normalise, method: rank }]' },
      /line 2.*not twice/,
    ],
    ['a method without its option', { profile: 'indicators: [a]\naggregate: power' }, /aggregate\.exponent/],
    [
      'weights that are all zero',
      { profile: 'indicators: [{ indicator: a, weight: 0 }]' },
      /every weight is zero/,
    ],
  ])('profile: %s', async (_, files, message) => {
    const error = await run(files).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'invalid-request',
      message: expect.stringMatching(message) as string,
    });
  });
  test.each<[string, string, RegExp]>([
    [
      'a column that is not there',
      'code,A\nX1,1\n',
      /no column "a", which .*line 1 \(components\.0.*Did you mean "A"\?/,
    ],
    ['a column twice', 'code,a,a,b\nX1,1,2,3\n', /line 1, column a.*more than one/],
    ['a word for a number', 'code,a,b\nX1,1,2\nX2,one,3\n', /line 3, column a: "one": this is not a number/],
    ['a decimal comma', 'code,a,b\nX1,"1,5",2\n', /decimal comma/],
    ['an area twice', 'code,a,b\nX1,1,2\nX2,1,2\nX1,3,4\n', /line 4, column code: "X1".*on line 2/],
    ['no code', 'code,a,b\n,1,2\n', /line 2.*no area code/],
    ['a short row', 'code,a,b\nX1,1\n', /line 2: the row has 2 cells where the header has 3/],
    ['a long row', 'code,a,b\nX1,1,2,3\n', /line 2: the row has 4 cells/],
    ['too large a number', 'code,a,b\nX1,1e999,2\n', /too large/],
    ['no rows', 'code,a,b\n', /no rows/],
    ['nothing', '', /data\.csv/],
  ])('data: %s', async (_, csv, message) => {
    const error = await run({ data: csv }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'source-rejected',
      message: expect.stringMatching(message) as string,
    });
  });
  test('a geometric mean of zero cannot be worked out, and nothing is written', async () => {
    const { folder, paths } = placed({ profile: 'indicators: [a, b]\naggregate: geometric\n' });
    const output = join(folder, 'out.csv');
    const options = { profile: paths.profile, input: paths.data, output, missing: [], json: false };
    await expect(indexRunCommand(options)).rejects.toMatchObject({
      code: 'not-computable',
      message: expect.stringMatching(/profile\.yaml: "index": A geometric mean.*area X1 of/) as string,
    });
    expect(readdirSync(folder).sort()).toEqual(['data.csv', 'profile.yaml']);
    await expect(indexRunCommand({ ...options, output: paths.data })).rejects.toThrow(/data\.csv would/);
    expect(readFileSync(paths.data, 'utf8')).toBe(data);
  });
});

test('the command itself: help, exit codes, JSON', async () => {
  const { folder, paths } = placed({});
  const atlas = (...words: readonly string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const all = ['--import', 'tsx', repositoryPath('scripts', 'atlas.ts'), 'index', 'run', ...words];
      execFile(process.execPath, all, { cwd: repositoryPath() }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });
  const output = join(folder, 'out.csv');
  const [help, good, bad, none] = await Promise.all([
    atlas('--help'),
    atlas('--profile', paths.profile, '--input', paths.data, '--output', output, '--json'),
    atlas('--profile', paths.profile, '--input', paths.profile, '--output', join(folder, 'bad.csv')),
    atlas(
      '--profile',
      join(folder, 'absent.yaml'),
      '--input',
      paths.data,
      '--output',
      join(folder, 'bad.csv'),
    ),
  ]);
  expect(help.out).toContain('exponential distance-to-maximum');
  expect(help.code).toBe(0);
  expect([good.code, JSON.parse(good.out)]).toMatchObject([0, { scored: 3, output }]);
  expect(bad.code).toBe(4);
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.err).not.toContain('    at ');
});
