import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runIndexCommand } from '../support/run-index-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const output = at('shared.csv');

/** The command on a file, and what it wrote: lines of cells. */
async function shared(file: string, ...words: readonly string[]) {
  const outcome = await runIndexCommand(
    'protect',
    '--input',
    at(file),
    '--output',
    output,
    '--json',
    ...words,
  );
  expect(outcome.error).toBe('');
  const text = readFileSync(output, 'utf8');
  return {
    lines: text.trimEnd().split('\n'),
    text,
    summary: JSON.parse(outcome.out) as Record<string, unknown>,
    printed: outcome.out,
  };
}

beforeAll(() => {
  writeFileSync(
    at('ages.csv'),
    'code,lad,people,young,middle,old,all,height\n' +
      'A,North,1500,3,"1,040",31,1074,-1.5\nB,North,1200,21,50,62,133,2\nC,North,900,70,81,90,241,=2+7\n' +
      'D,South,2000,11,12,13,36,4\nE,South,2000,14,15,16,45,5\n',
  );
  writeFileSync(at('plain.csv'), 'area,x,y,z\nA,2,40,30\nB,20,50,60\nC,70,80,90\n');
});

test('small counts and what hides them are withheld; everything else is as it came', async () => {
  const { lines, summary, text } = await shared('plain.csv', '--threshold', '5');
  expect(lines).toEqual(['area,x,y,z,withheld', 'A,c,40,c,2', 'B,c,50,c,2', 'C,70,80,90,0']);
  expect(summary).toMatchObject({
    ...{ threshold: 5, rows: 3, columns: 'x,y,z', shown: 5, small: 1, secondary: 3, required: 0, missing: 0 },
    open_lines: [],
  });
  // Nothing tells the small count from those that hide it.
  expect(text.match(/c(?=,|$)/gm)).toHaveLength(4);
});

test('within authorities, with totals and people as columns of the file', async () => {
  const { lines, summary, text, printed } = await shared(
    ...(['ages.csv', '--columns', 'young,middle,old', '--totals', 'all', '--within', 'lad'] as const),
  );
  // 3 of A wants another in its row (31) and its column (21), and those each other's (62).
  expect(lines).toEqual([
    'code,lad,people,young,middle,old,all,height,withheld',
    'A,North,1500,c,1040,c,1074,-1.5,2',
    'B,North,1200,c,50,c,133,2,2',
    "C,North,900,70,81,90,241,'=2+7,0",
    'D,South,2000,11,12,13,36,4,0',
    'E,South,2000,14,15,16,45,5,0',
  ]);
  expect(summary).toMatchObject({ small: 1, secondary: 3, totals_that_differ: 0, open_lines: [] });
  // The counts that are withheld stand nowhere.
  expect(text).not.toMatch(/\b(3|21|31|62)\b/);
  expect(printed).not.toMatch(/\b(21|31|62)\b/);
});

test('rows with too few people, or an unknown number of them, are withheld entirely', async () => {
  writeFileSync(at('few.csv'), 'code,people,x,y\nA,900,20,30\nB,2000,40,50\nC,,60,70\nD,1000,80,90\n');
  const { lines, summary } = await shared('few.csv', '--minimum-population', 'people,1000');
  expect(lines.slice(1)).toEqual(['A,900,c,c,2', 'B,2000,40,50,0', 'C,,c,c,2', 'D,1000,80,90,0']);
  expect(summary).toMatchObject({
    required: 4,
    rows_of_few_people: 2,
    small: 0,
    secondary: 0,
    columns: 'x,y',
  });
});

test('lines with nothing left to withhold are named, and so whose totals must go', async () => {
  writeFileSync(at('open.csv'), 'code,lad,x,y\nA,North,,3\nB,South,20,30\nC,South,20,30\n');
  const { summary } = await shared('open.csv', '--columns', 'x,y', '--within', 'lad');
  expect(summary['open_lines']).toEqual([
    { line: 'row', name: 'A', within: 'North' },
    { line: 'column', name: 'y', within: 'North' },
  ]);
  const { out } = await runIndexCommand(
    ...['protect', '--input', at('open.csv'), '--output', output, '--columns', 'x,y', '--within', 'lad'],
  );
  expect(out).toContain('The total of column y within North must be withheld wherever it is published.');
});

test('cells withheld before stay withheld; zeros are small where that is said; totals may differ', async () => {
  writeFileSync(at('marks.csv'), 'code,x,y,all\nA,*,20,40\nB,0,30,33\nC,40,50,90\nD,60,70,130\n');
  const { lines, summary } = await shared('marks.csv', '--totals', 'all');
  expect(lines[1]).toMatch(/^A,c,/);
  expect(summary).toMatchObject({ required: 1, small: 0, totals_that_differ: 1 });
  const strict = await shared('marks.csv', '--totals', 'all', '--zero-is-disclosive');
  expect(strict.lines[2]).toMatch(/^B,c,/);
  expect(strict.summary).toMatchObject({ required: 1, small: 1 });
});

test('rows may share their first cell', async () => {
  writeFileSync(at('bands.csv'), 'age,lad,x,y\n16-24,N,3,40\n16-24,S,50,60\n25+,N,70,80\n25+,S,90,95\n');
  const { lines } = await shared('bands.csv', '--within', 'lad');
  expect(lines.slice(1)).toEqual(['16-24,N,c,c,2', '16-24,S,50,60,0', '25+,N,c,c,2', '25+,S,90,95,0']);
});

test('rounding: to the nearest, or at random by a seed; what was withheld stays so', async () => {
  writeFileSync(at('round.csv'), 'code,x,all\nA,12,13\nB,c,7\nC,,0\n');
  const { lines, summary } = await shared('round.csv', '--round', '5', '--totals', 'all');
  expect(lines).toEqual(['code,x,all,withheld', 'A,10,15,0', 'B,c,5,1', 'C,,0,0']);
  expect(summary).toMatchObject({ base: 5, method: 'nearest', rounded: 4, withheld_before: 1 });
  const many = Array.from({ length: 4000 }, (_, row) => `R${row},12`).join('\n');
  writeFileSync(at('many.csv'), `code,x\n${many}\n`);
  const random = await shared('many.csv', '--round', '5', '--method', 'random', '--seed', '91');
  const values = random.lines.slice(1).map((line) => Number(line.split(',')[1]));
  expect(new Set(values)).toEqual(new Set([10, 15]));
  // Right on average: within five standard errors, sqrt(6) each.
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 4000 - 12)).toBeLessThan(
    5 * Math.sqrt(6 / 4000),
  );
  const again = await shared('many.csv', '--round', '5', '--method', 'random', '--seed', '92');
  expect(again.text).not.toBe(random.text);
});

test.each([
  ['--threshold 1', 2, /--threshold wants a whole number from 2/],
  ['--columns x,,y', 2, /--columns "x,,y" has a name that is empty/],
  ['--columns x,q', 4, /no column "q"/],
  ['--totals sum', 4, /no column "sum"/],
  ['--minimum-population people', 2, /--minimum-population "people" is no column and number/],
  ['--method random', 2, /--method "random" is of --round/],
  ['--round 5 --method random', 2, /--method "random" wants a --seed that nobody can guess/],
  ['--round 5 --seed 4', 2, /--seed "4" is of --method random/],
  ['--round 5 --within z', 2, /--within "z" is of withholding; --round shows every count/],
  ['--round 5 --zero-is-disclosive', 2, /--zero-is-disclosive "true" is of withholding/],
])('%s', async (words, code, message) => {
  const outcome = await runIndexCommand(
    ...['protect', '--input', at('plain.csv'), '--output', at('no.csv'), ...words.split(' ')],
  );
  expect(outcome.error).toMatch(message);
  expect(outcome.code).toBe(code);
  expect(existsSync(at('no.csv'))).toBe(false);
});

test.each([
  ['code,x\nA,4\nB,-2\n', /line 3, column x: "-2": this is below zero/],
  ['code,x\nA,4\n\nB,2.5\n', /line 4, column x: "2.5": counts are whole numbers/],
  ['code,x\nA,four\n', /line 2, column x: "four": this is not a number/],
  ['code\nA\n', /no column of counts/],
])('a table that is wrong: %j', async (text, message) => {
  writeFileSync(at('wrong.csv'), text);
  const outcome = await runIndexCommand('protect', '--input', at('wrong.csv'), '--output', at('no.csv'));
  expect(outcome.error).toMatch(message);
  expect(outcome.code).toBe(4);
});

test('a table must not be written over, nor have the column that is added', async () => {
  const over = await runIndexCommand('protect', '--input', at('plain.csv'), '--output', at('plain.csv'));
  expect([over.code, over.error]).toEqual([2, expect.stringMatching(/would write over what is read/)]);
  writeFileSync(at('twice.csv'), 'code,x,withheld\nA,4,1\n');
  const twice = await runIndexCommand('protect', '--input', at('twice.csv'), '--output', at('no.csv'));
  expect([twice.code, twice.error]).toEqual([2, expect.stringMatching(/a column "withheld"/)]);
});

test('what a spreadsheet would run is made safe, a tab in front too; signed numbers are not touched', async () => {
  writeFileSync(at('formulas.csv'), 'area,note,a\nr1,-0.5,12\n-r2,"\t=x",13\nr3,@home,14\nr4,=1+1,15\n');
  const { lines } = await shared('formulas.csv', '--columns', 'a');
  expect(lines.slice(1)).toEqual(['r1,-0.5,12,0', "'-r2,'\t=x,13,0", "r3,'@home,14,0", "r4,'=1+1,15,0"]);
});

test('a count that would lose digits is refused', async () => {
  writeFileSync(at('huge.csv'), 'area,a\nr1,9007199254740991\nr2,9007199254740993\n');
  const outcome = await runIndexCommand('protect', '--input', at('huge.csv'), '--output', output);
  expect(outcome.error).toMatch(/huge.csv, line 3, column a: .*too large to be kept to the last digit/);
  expect(outcome.code).toBe(4);
});
