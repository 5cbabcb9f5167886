import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { rateValues } from '../../server/usecases/convert-table/coded-values.ts';
import { readTable } from '../support/read-table.ts';
import { runIndexCommand } from '../support/run-index-command.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const convert = (...words: readonly string[]) =>
  runIndexCommand('convert', ...words, '--output', at('out.csv'));

async function write(name: string, text: string): Promise<string> {
  await writeFile(at(name), text);
  return at(name);
}

beforeAll(async () => {
  // A unchanged; B split; C and D merged; E and F many to many.
  await write(
    'lookup.csv',
    'ObjectId,LSOA11CD,LSOA11NM,LSOA21CD,CHGIND\n1,A,a,A,U\n2,B,b,B1,S\n3,B,b,B2,S\n4,C,c,CD,M\n5,D,d,CD,M\n6,E,e,G,X\n7,E,e,H,X\n8,F,f,H,X\n9,Z,z,Z,U\n',
  );
  await write(
    'data.csv',
    'code,people,jobless,adults,score,rank,net\nA,500,10,100,50,6,1\nB,400,40,80,20,3,2\nC,600,60,120,10,1,-3\nD,200,20,20,30,4,4\nE,300,9,30,40,5,5\nF,100,1,10,15,2,6\n',
  );
});

const files = () => ['--input', at('data.csv'), '--lookup', at('lookup.csv')];
const byCode = (column: string): Record<string, number> => {
  const table = readTable(at('out.csv'));
  const values = table.numbers(column);
  return Object.fromEntries(table.text('code').map((code, row) => [code, values[row] ?? NaN]));
};

test('counts are kept, rates worked out again, scores averaged by people and ranked again', async () => {
  await write('new.csv', 'code,people\nA,510\nB1,300\nB2,100\nCD,800\nG,100\nH,200\n');
  const { code, out } = await convert(
    ...[...files(), '--counts', 'jobless,adults', '--rates', 'rate:jobless/adults*100', '--scores', 'score'],
    ...['--ranks', 'rank', '--population', 'people', '--new-population', at('new.csv'), '--json'],
  );
  expect(code).toBe(0);
  const table = readTable(at('out.csv'));
  expect(table.text('change')).toEqual(['unchanged', 'split', 'split', 'merged', 'complex', 'complex']);
  expect(table.text('sources')).toEqual(['A', 'B', 'B', 'C D', 'E', 'E F']);
  expect(new Set(table.text('equal_weights'))).toEqual(new Set(['']));
  expect(byCode('jobless')).toEqual({ A: 10, B1: 30, B2: 10, CD: 80, G: 3, H: 7 });
  const rates = byCode('rate');
  // 80 of 140; H has two thirds of E and all of F: 7 of 30.
  expect(rates).toMatchObject({ A: 10, B1: 50, B2: 50, CD: 8000 / 140 });
  expect(rates['H']).toBeCloseTo(700 / 30, 12);
  expect(byCode('rate_denominator')).toMatchObject({ CD: 140, H: 30 });
  // CD: (600 x 10 + 200 x 30) / 800; H: 200 of E's people and the 100 of F.
  expect(byCode('score')).toMatchObject({ A: 50, B1: 20, B2: 20, CD: 15, G: 40 });
  expect(byCode('score')['H']).toBeCloseTo((200 * 40 + 100 * 15) / 300, 12);
  expect(byCode('score_rank')).toEqual({ A: 1, G: 2, H: 3, B1: 4.5, B2: 4.5, CD: 6 });
  expect(byCode('rank')).toEqual({ CD: 1, B1: 2.5, B2: 2.5, H: 4, G: 5, A: 6 });
  const summary = JSON.parse(out) as { columns: Record<string, unknown>[] };
  expect(summary).toMatchObject({
    areas: 6,
    changes: { unchanged: 1, split: 2, merged: 1, complex: 2 },
    absent: 1,
    equal_weights: [],
    warnings: ['1 old areas of the lookup are not in the file'],
  });
  expect(summary.columns[0]).toMatchObject({ name: 'jobless', total_before: 140, unallocated: 0 });
  expect(summary.columns[0]?.['total_after']).toBeCloseTo(140, 9);
});

test('people of both areas go before those of the new ones', async () => {
  await write('both.csv', 'old,new,people\nB,B1,10\nB,B1,20\nB,B2,30\nE,H,3\n');
  await write('new.csv', 'code,people\nB1,300\nB2,100\n');
  await convert(
    ...[...files(), '--counts', 'jobless', '--overlaps', at('both.csv'), '--new-population', at('new.csv')],
  );
  expect(byCode('jobless')).toMatchObject({ B1: 20, B2: 20, G: 0, H: 10 });
  expect(readTable(at('out.csv')).text('equal_weights')).toEqual(['', '', '', '', '', '']);
});

test('an empty cell of people in both areas is not known, and is not none', async () => {
  const both = await write('blank.csv', 'old,new,people\nB,B1,30\nB,B2,\nE,H,3\nE,G,1\n');
  const people = await write('new.csv', 'code,people\nB1,300\nB2,100\n');
  const given = [...files(), '--counts', 'jobless', '--overlaps', both];
  await convert(...given);
  expect(byCode('jobless')).toMatchObject({ B1: 20, B2: 20, G: 2.25, H: 7.75 });
  expect(readTable(at('out.csv')).text('equal_weights')).toEqual(['', 'yes', 'yes', '', '', '']);
  // The people of the new areas are the next to go by.
  await convert(...given, '--new-population', people);
  expect(byCode('jobless')).toMatchObject({ B1: 30, B2: 10, G: 2.25 });
  expect(readTable(at('out.csv')).text('equal_weights')).toEqual(['', '', '', '', '', '']);
});

test('where no people are known the parts count the same, and the row says so', async () => {
  const { out } = await convert(...files(), '--counts', 'jobless');
  expect(byCode('jobless')).toEqual({ A: 10, B1: 20, B2: 20, CD: 80, G: 4.5, H: 5.5 });
  // A merger of counts is a sum: nobody asks how many people there are.
  expect(readTable(at('out.csv')).text('equal_weights')).toEqual(['', 'yes', 'yes', '', 'yes', 'yes']);
  expect(out).toContain('warning: 4 new areas rest on parts that counted the same');
  await convert(...files(), '--scores', 'score');
  expect(byCode('score')).toMatchObject({ CD: 20, B1: 20 });
  expect(readTable(at('out.csv')).text('equal_weights')).toEqual(['', '', '', 'yes', 'yes', 'yes']);
});

test('what is missing is missing for a reason, and the rest of a merger is reported as unallocated', async () => {
  const input = await write('holes.csv', 'code,jobless,adults\nA,,0\nB,*,5\nC,60,10\nE,3,0\nF,1,-\n');
  const { out } = await convert(
    ...['--input', input, '--lookup', at('lookup.csv'), '--counts', 'jobless', '--json'],
    ...['--rates', 'rate:jobless/adults'],
  );
  const table = readTable(at('out.csv'));
  expect(
    Object.fromEntries(table.text('code').map((code, row) => [code, table.text('missing')[row]])),
  ).toEqual({
    A: 'jobless=not-in-source rate=not-in-source',
    B1: 'jobless=suppressed rate=suppressed',
    B2: 'jobless=suppressed rate=suppressed',
    CD: 'jobless=conversion-lost rate=conversion-lost',
    G: 'rate=zero-denominator',
    H: 'rate=zero-denominator',
  });
  const { columns } = JSON.parse(out) as { columns: object[] };
  expect(columns[0]).toMatchObject({
    total_before: 64,
    total_after: 4,
    unallocated: 60,
    unallocated_codes: ['C'],
  });
});

test('the rates of the old areas, with what they are made of', () => {
  const table = {
    ...{ file: 'f', header: [], codes: ['A', 'B'], lines: [2, 3], suppressed: new Map() },
    ...{ texts: new Map(), verbatim: new Map() },
    numbers: new Map([
      ['jobless', Float64Array.of(10, 3)],
      ['adults', Float64Array.of(40, 0)],
    ]),
  };
  const columns = { name: 'rate', numerator: 'jobless', denominator: 'adults', scale: 100 };
  expect(rateValues(table, columns)).toEqual([
    { code: 'A', value: 25, numerator: 10, denominator: 40, missingReason: null },
    { code: 'B', value: null, numerator: 3, denominator: 0, missingReason: 'zero-denominator' },
  ]);
});

describeWithShared('all of England and Wales, LSOA 2011 to 2021', () => {
  test('the changes are those of the ONS, and the people of mid-2020 arrive whole', async () => {
    const lookup = sharedPath('data/national/lookups/lsoa11_to_lsoa21_exact.csv');
    const census = readTable(sharedPath('data/national/nomis/census2021-ts007a-lsoa.csv'));
    const people = census.text('Age: Total');
    const residents = census.text('geography code').map((code, row) => `${code},${people[row] ?? ''}`);
    const { code, out, error } = await convert(
      ...['--input', sharedPath('data/national/ons/population_mid2020_lsoa11_single_year_DERIVED.csv.gz')],
      ...['--lookup', lookup, '--counts', 'total_population', '--json'],
      ...['--new-population', await write('residents.csv', ['code,people', ...residents].join('\n'))],
    );
    expect([code, error]).toEqual([0, '']);
    const expected: unknown = JSON.parse(
      await readFile(sharedPath('golden/lsoa-2011-2021-changes/expected_counts.json'), 'utf8'),
    );
    const { changes, columns, equal_weights: equal } = JSON.parse(out) as Summary;
    const { U, S, M, X } = (expected as { lsoa21_by_change: Record<'U' | 'S' | 'M' | 'X', number> })
      .lsoa21_by_change;
    expect(changes).toEqual({ unchanged: U, split: S, merged: M, complex: X });
    expect(equal).toEqual([]);
    const [total] = columns;
    expect(total?.areas_before).toBe(34_753);
    expect(total?.unallocated).toBe(0);
    expect(Math.abs((total?.total_after ?? NaN) / (total?.total_before ?? NaN) - 1)).toBeLessThan(1e-9);
    const written = readTable(at('out.csv'));
    const sum = written.numbers('total_population').reduce((all, each) => all + each, 0);
    // Mid-2020 estimate of England and Wales, ONS.
    expect(sum).toBeCloseTo(59_719_724, 3);
    // Each area's change is the one that the publisher gives it.
    const published = readTable(sharedPath('golden/lsoa-2011-2021-changes/lookup_changed_rows.csv'));
    const letters = new Map(
      published.text('LSOA21CD').map((area, row) => [area, published.text('CHGIND')[row]]),
    );
    const words: Record<string, string> = { S: 'split', M: 'merged', X: 'complex' };
    const found = written.text('change');
    const unlike = written
      .text('code')
      .filter((area, row) => found[row] !== (words[letters.get(area) ?? ''] ?? 'unchanged'));
    expect(unlike).toEqual([]);
  }, 60_000);
});

interface Summary {
  readonly changes: object;
  readonly equal_weights: readonly string[];
  readonly columns: readonly {
    readonly areas_before: number;
    readonly total_before: number;
    readonly total_after: number;
    readonly unallocated: number;
  }[];
}

test.each([
  ['', 2, /what to convert/],
  ['--counts nothing', 4, /no column "nothing"/],
  ['--counts net', 4, /data.csv, line 4, column net: "-3": this is below zero/],
  ['--rates r:net/adults', 4, /line 4, column net: "-3": this is below zero/],
  ['--rates jobless/adults', 2, /--rates "jobless\/adults" is not NAME:NUMERATOR/],
  ['--rates r:jobless/adults*0', 2, /is not NAME/],
  ['--counts jobless --from LSOA11CD', 2, /--from "LSOA11CD" wants its counterpart/],
  ['--counts jobless --from LSOA01CD --to LSOA21CD', 4, /has no column "LSOA01CD"/],
  ['--counts jobless --scores jobless', 2, /two columns named "jobless"/],
  [
    '--counts jobless --from LSOA21CD --to LSOA11CD',
    4,
    /line 3, column code: "B": .* on its new side only.*\(5 such/,
  ],
])('%s', async (words, code, message) => {
  const outcome = await convert(...files(), ...words.split(' ').filter((word) => word !== ''));
  expect(outcome.error).toMatch(message);
  expect(outcome.code).toBe(code);
});

test('codes that are unknown or of the new areas, and files that contradict the lookup', async () => {
  const run = async (data: string, ...words: readonly string[]) => {
    const input = await write('wrong.csv', data);
    return convert('--input', input, '--lookup', at('lookup.csv'), '--counts', 'n', ...words);
  };
  expect(await run('code,n\nA,1\nB1,2\n')).toMatchObject({
    code: 4,
    error: expect.stringMatching(
      /line 3, column code: "B1": .* has this code on its new side only/,
    ) as string,
  });
  expect((await run('code,n\nA,1\nS01,2\n')).error).toMatch(
    /"S01": .* does not have this code on its old side/,
  );
  const both = await write('stray.csv', 'old,new,people\nA,B1,3\n');
  expect((await run('code,n\nA,1\n', '--overlaps', both)).error).toMatch(
    /line 2, column old, new: "A B1": .* has no such pair/,
  );
  const twice = await write('twice.csv', 'new,people\nB1,3\nB1,4\n');
  expect((await run('code,n\nA,1\n', '--new-population', twice)).error).toMatch(/line 3, column new: "B1"/);
  expect((await run('code,n\nA,-1\n', '--population', 'n')).error).toMatch(/"-1": this is below zero/);
  const repeated = await write('repeated.csv', 'old,new\nA,A\nA,A\n');
  expect(
    (await convert('--input', at('data.csv'), '--lookup', repeated, '--counts', 'jobless')).error,
  ).toMatch(/line 3, column old, new: "A A": this pair stands in the file already/);
  expect(
    (await runIndexCommand('convert', ...files(), '--counts', 'jobless', '--output', at('lookup.csv'))).error,
  ).toMatch(/would write over what is read/);
});
