import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runIndexCommand } from '../support/run-index-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const equity = (...words: readonly string[]) => runIndexCommand('equity', ...words);

beforeAll(async () => {
  // The ten incomes of the R package ineq.
  const incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261];
  await writeFile(
    at('incomes.csv'),
    ['code,income', ...incomes.map((value, row) => `A${row},${value}`)].join('\n'),
  );
  await writeFile(
    at('areas.csv'),
    'code,share,people,score,lad,below\nA,0.2,100,50,North,1\nB,0.4,100,30,North,-0.4\nC,0.6,200,30,South,1\nD,0.5,100,10,South,1\nE,,100,5,South,1\n',
  );
});

test('ten incomes, as R has them, and the Lorenz curve', async () => {
  const { code, out } = await equity(
    ...['--input', at('incomes.csv'), '--value', 'income', '--json', '--output', at('curve.csv')],
  );
  expect(code).toBe(0);
  const figures = JSON.parse(out) as Record<string, number>;
  expect(figures['gini']).toBeCloseTo(0.4620911, 7);
  expect(figures['gini_corrected']).toBeCloseTo(0.5134346, 7);
  expect(figures['theil']).toBeCloseTo(0.3623412, 7);
  expect(figures['atkinson_0.5']).toBeCloseTo(0.1796591, 7);
  expect(figures['hoover']).toBeCloseTo(0.3378067, 7);
  expect(figures).toMatchObject({ rows: 10, rows_used: 10, theil_between: null });
  const lines = (await readFile(at('curve.csv'), 'utf8')).trimEnd().split('\n');
  expect([lines.length, lines[0], lines[1], lines[11]]).toEqual([
    12,
    'share_people,share_total',
    '0,0',
    '1,1',
  ]);
});

test('a share along deprivation, weighted, in groups, within bounds', async () => {
  const { out } = await equity(
    ...['--input', at('areas.csv'), '--value', 'share', '--weight', 'people', '--group', 'lad', '--json'],
    ...['--standing', 'score', '--reverse', '--bounds', '0,1'],
  );
  const figures = JSON.parse(out) as Record<string, number>;
  // From the worst off: ranks 0.1, 0.5, 0.5, 0.9; mean 0.46.
  const covariance = (0.2 * 0.1 + (0.4 + 1.2) * 0.5 + 0.5 * 0.9) / 5 - 0.46 / 2;
  expect(figures).toMatchObject({ rows: 5, rows_used: 4, people: 500, gini_corrected: null });
  expect(figures['concentration_index']).toBeCloseTo((2 / 0.46) * covariance, 12);
  expect(figures['erreygers_index']).toBeCloseTo(8 * covariance, 12);
  expect(figures['wagstaff_index']).toBeCloseTo((2 * covariance) / (0.46 * 0.54), 12);
  const means = [0.3, 1.7 / 3];
  const between =
    (0.6 / 2.3) * Math.log((means[0] ?? 0) / 0.46) + (1.7 / 2.3) * Math.log((means[1] ?? 0) / 0.46);
  expect(figures['theil_between']).toBeCloseTo(between, 12);
  expect((figures['theil_between'] ?? NaN) + (figures['theil_within'] ?? NaN)).toBeCloseTo(
    figures['theil'] ?? 0,
    12,
  );
});

test.each([
  ['--value nothing', 4, /no column "nothing"/],
  [
    '--value share --standing score --bounds 0,0.5',
    4,
    /areas.csv, line 4, column share: "0.6": this is not within 0 and 0.5/,
  ],
  ['--value below', 4, /areas.csv, line 3, column below: "-0.4": this is below zero/],
  ['--value share --weight below', 4, /areas.csv, line 3, column below: "-0.4": this is below zero/],
  ['--value share --standing score --bounds 1,0', 2, /--bounds "1,0" is not two numbers/],
  ['--value share --bounds 0,1', 2, /no --standing is given/],
  ['--value share --aversion x', 2, /--aversion "x" is no list of numbers/],
  ['--value share --aversion 0', 2, /aversion to inequality must be above 0/],
  ['--value lad', 4, /line 2, column lad/],
])('%s', async (words, code, message) => {
  const outcome = await equity('--input', at('areas.csv'), ...words.split(' '));
  expect(outcome.error).toMatch(message);
  expect(outcome.code).toBe(code);
});
