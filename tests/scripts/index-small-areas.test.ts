import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runIndexCommand } from '../support/run-index-command.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const counted = ['--input', at('areas.csv'), '--events', 'claimants', '--population', 'adults'] as const;
const smallAreas = (...words: readonly string[]) => runIndexCommand('small-areas', ...words);

/** The command on the areas, per head, and what it wrote. */
async function analysed(...words: readonly string[]): Promise<Table> {
  const outcome = await smallAreas(...counted, '--per', '1', '--output', at('out.csv'), ...words);
  expect(outcome.error).toBe('');
  return readTable(at('out.csv'));
}

beforeAll(() => {
  writeFileSync(
    at('areas.csv'),
    'code,claimants,adults,lad\nA,10,100,North\nB,1,50,North\nC,0,20,North\nD,30,200,South\nE,,90,South\n' +
      'F,5,0,South\nG,12,10,South\nH,c,80,South\nI,4,60,\n',
  );
  writeFileSync(at('links.gal'), '0 9 areas code\nA 1\nB\nB 1\nA\n');
  writeFileSync(
    at('negative.csv'),
    'code,claimants,adults,"two\nlines"\nA,10,100,1\n\nB,-3,50,"2\n2"\nC,few,50,3\n',
  );
});

describe('atlas index small-areas', () => {
  test('--hide-below leaves rates of few people empty, with a flag, and nothing else', async () => {
    const all = await analysed('--group', 'lad');
    const table = await analysed('--group', 'lad', '--hide-below', '50');
    // C has 20 adults, G 10, and B just 50; F has nobody, which is another matter.
    const hidden = [2, 6];
    for (const name of ['rate', 'rate_lower', 'rate_upper']) {
      const expected = all.numbers(name).map((value, row) => (hidden.includes(row) ? NaN : value));
      expect(table.numbers(name)).toEqual(expected);
      expect(Number.isNaN(table.numbers(name)[1])).toBe(false);
    }
    expect(
      table.text('flags').flatMap((flags, row) => (flags.includes('small-population') ? [row] : [])),
    ).toEqual(hidden);
    expect(table.text('flags')[5]).toBe('zero-population');
    for (const name of ['events', 'population', 'shrunk_rate', 'eb_rate']) {
      expect(table.text(name)).toEqual(all.text(name));
    }
    expect(table.numbers('shrunk_rate')[2]).toBeGreaterThan(0);
  });

  // Ends from scipy.stats 1.x: binomtest(10, 100).proportion_ci('wilson'), beta, chi2; Byar by its formula in numpy.
  test.each([
    ['wilson', '0.95', 0.05522913706067508, 0.17436566150491345],
    ['jeffreys', '0.9', 0.05907583, 0.15777474],
    ['exact', '0.95', 0.047953886961324334, 0.18390356042017778],
    ['byar', '0.95', 0.047874499139675626, 0.18391458605756472],
  ])('the %s interval of 10 among 100', async (method, confidence, lower, upper) => {
    const table = await analysed('--interval', method, '--confidence', confidence);
    expect(table.numbers('rate')[0]).toBe(0.1);
    expect(table.numbers('rate_lower')[0]).toBeCloseTo(lower, 8);
    expect(table.numbers('rate_upper')[0]).toBeCloseTo(upper, 8);
  });

  test('empirical Bayes, Choynowski and the probability of a rate above that of all', async () => {
    const table = await analysed('--neighbours', at('links.gal'));
    // numpy by the formulas of Marshall (1991); poisson and beta tails from scipy with the rate of all, 45 / 430.
    const bayes = [0.10208446, 0.07239365, 0.08397147, 0.13690364, NaN, NaN, NaN, NaN, 0.08851176];
    expect([...table.numbers('eb_rate')].map((rate) => rate.toFixed(8))).toEqual(
      bayes.map((rate) => rate.toFixed(8)),
    );
    expect(table.numbers('local_eb_rate')[0]).toBeCloseTo(0.08339622641509434, 14);
    expect(table.numbers('local_eb_rate')[3]).toBe(0.15);
    expect(table.text('neighbours').slice(0, 3)).toEqual(['1', '1', '0']);
    expect(table.numbers('choynowski_p')[0]).toBeCloseTo(0.5250534528766065, 11);
    expect(table.numbers('exceedance_p')[0]).toBeCloseTo(0.5987507238708936, 11);
    expect(table.numbers('probability_above')[0]).toBeCloseTo(0.45662671699683055, 10);
    const higher = await analysed('--threshold', '0.15');
    expect(higher.numbers('probability_above')[0]).toBeCloseTo(0.07494211374358548, 10);
  });

  test('shrinkage to a group, worked in numpy by appendix D', async () => {
    const table = await analysed('--group', 'lad');
    const expected = {
      group_rate: [0.0672514619883041, 0.0672514619883041],
      group_logit: [-2.6296968868556947, -2.6296968868556947],
      group_variance: [1.0762289257331634, 1.0762289257331634],
      logit: [-2.15397459, -3.49650756],
      logit_variance: [0.10291708, 0.5304],
      weight: [0.91271897, 0.66986776],
      shrunk_logit: [-2.19549613, -3.21034542],
      shrunk_sd: [0.30648715, 0.59606867],
      shrunk_rate: [0.10015567, 0.03877826],
      shrunk_lower: [0.05752987, 0.0123873],
      shrunk_upper: [0.16871071, 0.11485589],
      probability_above: [0.43659818, 0.03716033],
    };
    for (const [name, values] of Object.entries(expected)) {
      for (const row of [0, 1]) expect(table.numbers(name)[row], name).toBeCloseTo(values[row] ?? NaN, 7);
    }
    // D is the only area of the South with a rate: it has that of the South. Nothing of I, which is nowhere.
    expect(table.text('apart_from_group')).toEqual(['no', 'no', 'no', 'no', '', '', '', '', '']);
    expect(table.numbers('shrunk_rate')[3]).toBeCloseTo(30.5 / 201, 14);
    expect(table.numbers('shrunk_rate')[8]).toBeNaN();
  });

  test('an area whose interval leaves out the rate of its group stands apart from it', async () => {
    writeFileSync(at('apart.csv'), 'code,r,n,g\nA,400,1000,x\nB,100,1000,x\nC,105,1000,x\nD,150,1000,x\n');
    const { code } = await smallAreas(
      ...['--input', at('apart.csv'), '--events', 'r', '--population', 'n', '--group', 'g'],
      ...['--output', at('apart-out.csv')],
    );
    expect(code).toBe(0);
    const table = readTable(at('apart-out.csv'));
    // The group has a logit of -1.458; D has -1.735 with a standard error of 0.089: 3.1 of them away.
    expect(table.text('apart_from_group')).toEqual(['yes', 'yes', 'yes', 'yes']);
    const wide = await smallAreas(
      ...['--input', at('apart.csv'), '--events', 'r', '--population', 'n', '--group', 'g'],
      ...['--output', at('apart-out.csv'), '--confidence', '0.9999'],
    );
    expect(wide.code).toBe(0);
    expect(readTable(at('apart-out.csv')).text('apart_from_group')).toEqual(['yes', 'yes', 'yes', 'no']);
  });

  test('what is wrong with the counts of an area is said, and never made a number', async () => {
    const { out } = await smallAreas(...counted, '--per', '100', '--output', at('out.csv'), '--json');
    const table = readTable(at('out.csv'));
    expect(table.text('flags')).toEqual([
      ...['', '', '', '', 'no-events', 'zero-population', 'events-above-population', 'events-withheld', ''],
    ]);
    expect(table.text('rate').slice(4)).toEqual(['', '', '120', '', '6.666666666666667']);
    expect(table.text('rate_lower').slice(4, 8)).toEqual(['', '', '', '']);
    expect(table.text('probability_above')[6]).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      ...{ areas: 9, with_rate: 6, per: 100, interval: 'wilson', confidence: 0.95 },
      ...{ 'events-above-population': 1, 'zero-population': 1, 'no-events': 1, 'events-withheld': 1 },
    });
    expect((JSON.parse(out) as { overall_rate: number }).overall_rate).toBeCloseTo((100 * 45) / 430, 12);
  });

  test('credible ranks: the same seed gives the same, draws have the probabilities of their law', async () => {
    const words = ['--draws', '4000', '--seed', '7', '--against', 'D'];
    const table = await analysed(...words);
    const first = readFileSync(at('out.csv'), 'utf8');
    await analysed(...words);
    expect(readFileSync(at('out.csv'), 'utf8')).toBe(first);
    await analysed('--draws', '4000', '--seed', '8', '--against', 'D');
    expect(readFileSync(at('out.csv'), 'utf8')).not.toBe(first);
    // Rates 0.1, 0.02, 0, 0.15 and 1 / 15; G has no share, so no rank.
    expect(table.text('rank')).toEqual(['2', '4', '5', '1', '', '', '', '', '3']);
    // P(beta(10.5, 90.5) > beta(30.5, 170.5)) by quadrature in scipy; five standard errors of 4,000 draws.
    const worse = table.numbers('worse_probability');
    expect(Math.abs((worse[0] ?? NaN) - 0.1133323479152493)).toBeLessThan(5 * Math.sqrt(0.1 / 4000));
    expect(worse[3]).toBeNaN();
    expect(table.numbers('rank_q5')[0]).toBe(1);
    // Of five areas no more than the first is in the worst tenth: half an area is none.
    const tenth = table.numbers('worst_tenth_probability');
    expect(tenth[0]).toBe(0);
    const turned = await analysed('--draws', '500', '--worse', 'lower');
    expect(turned.text('rank')).toEqual(['4', '2', '1', '5', '', '', '', '', '3']);
  });

  test('ranks after shrinkage: an area that has but its group rate ties with nobody, areas nowhere have none', async () => {
    const table = await analysed('--group', 'lad', '--draws', '300', '--against', 'A');
    expect(table.text('rank')[8]).toBe('');
    expect(table.text('rank_median')[8]).toBe('');
    // D has the rate of the South in every draw, logit ln(30.5 / 170.5) = -1.7210; A is normal around -2.1955 with a
    // deviation of 0.3065 and below that with a probability of 0.939 (scipy); five standard errors of 300 draws.
    const worse = table.numbers('worse_probability')[3] ?? NaN;
    expect(Math.abs(worse - 0.939)).toBeLessThan(5 * Math.sqrt((0.939 * 0.061) / 300));
  });

  test.each([
    ['--events claimants --population nothing', 4, /no column "nothing"/],
    ['--threshold 1000', 2, /--threshold "1000" is no rate: it must be below --per, which is 1000/],
    ['--per 0', 2, /--per "0" is no number above 0/],
    ['--confidence 95', 2, /--confidence "95" is no number between 0 and 1/],
    ['--against A', 2, /--against "A" is of --draws, and none are asked for/],
    ['--seed 3', 2, /--seed "3" is of --draws/],
    ['--draws 10 --against Z', 2, /--against "Z" is no area of .*areas.csv/],
    ['--draws 10 --against F', 2, /--against "F" has no rate: zero-population/],
    ['--hide-below 1', 2, /--hide-below wants a whole number from 2/],
    ['--draws 0', 2, /--draws wants a whole number from 1/],
    ['--draws 1000000 --seed 4294967296', 2, /--seed wants a whole number/],
  ])('%s', async (words, code, message) => {
    const outcome = await smallAreas(...counted, '--output', at('no.csv'), ...words.split(' '));
    expect(outcome.error).toMatch(message);
    expect(outcome.code).toBe(code);
  });

  test('a wrong cell is named by file, line, column and value', async () => {
    const words = ['--population', 'adults', '--output', at('no.csv')];
    const below = await smallAreas('--input', at('negative.csv'), '--events', 'claimants', ...words);
    expect([below.code, below.error]).toEqual([
      4,
      expect.stringMatching(/line 7, column claimants: "few": this is not a number/),
    ]);
    const first = await smallAreas(
      ...['--input', at('negative.csv'), '--events', 'claimants', '--missing', 'few', ...words],
    );
    expect([first.code, first.error]).toEqual([
      4,
      expect.stringMatching(/negative.csv, line 5, column claimants: "-3": this is below zero/),
    ]);
    const over = await smallAreas(...counted, '--output', at('areas.csv'));
    expect([over.code, over.error]).toEqual([2, expect.stringMatching(/would write over what is read/)]);
    writeFileSync(at('nobody.csv'), 'code,r,n\nA,,5\nB,3,0\n');
    const none = await smallAreas(
      ...['--input', at('nobody.csv'), '--events', 'r', '--population', 'n', '--output', at('no.csv')],
    );
    expect([none.code, none.error]).toEqual([3, expect.stringMatching(/no area with a rate/)]);
  });

  test('a neighbour file that names another area is refused', async () => {
    writeFileSync(at('other.gal'), '9\nA 1\nQ\n');
    const outcome = await smallAreas(...counted, '--neighbours', at('other.gal'), '--output', at('no.csv'));
    expect(outcome.error).toMatch(/other.gal, line 3: "Q" is no area/);
    expect(outcome.code).toBe(4);
  });
});

describe('atlas index margin-of-error', () => {
  const words = [
    ...['--input', at('survey.csv'), '--estimate', 'x', '--estimate-moe', 'xm', '--base', 'n'],
    ...['--base-moe', 'nm', '--output', at('shares.csv')],
  ];

  beforeAll(() => {
    writeFileSync(
      at('survey.csv'),
      'code,x,xm,n,nm\nA,4634,989,31713,601\nB,95,5,100,20\nC,,5,100,20\nD,5,5,0,20\nE,5,,100,20\nF,120,5,100,1\nG,1,2,-5,1\n',
    );
  });

  test("the Census Bureau's example: 4,634 (989) of 31,713 (601) is 14.6 % give or take 3.1", async () => {
    const refused = await runIndexCommand('margin-of-error', ...words);
    expect([refused.code, refused.error]).toEqual([
      4,
      expect.stringMatching(/line 8, column n: "-5": this is below zero/),
    ]);
    const { code, out } = await runIndexCommand('margin-of-error', ...words, '--missing', '-5', '--json');
    expect(code).toBe(0);
    const table = readTable(at('shares.csv'));
    expect((table.numbers('share')[0] ?? NaN).toFixed(3)).toBe('0.146');
    expect((table.numbers('share_moe')[0] ?? NaN).toFixed(3)).toBe('0.031');
    expect(table.numbers('share_se')[0]).toBeCloseTo(
      (table.numbers('share_moe')[0] ?? NaN) / 1.6448536269514722,
      12,
    );
    expect(table.numbers('share_moe')[1]).toBeCloseTo(Math.sqrt(25 + 0.95 ** 2 * 400) / 100, 12);
    expect(table.text('flags')).toEqual([
      ...['', 'ratio-margin', 'no-estimate', 'zero-base', 'no-margin', 'estimate-above-base', 'no-base'],
    ]);
    expect(table.text('share').slice(2)).toEqual(['', '', '0.05', '1.2', '']);
    expect(table.text('share_moe').slice(2, 5)).toEqual(['', '', '']);
    expect(JSON.parse(out)).toMatchObject({ areas: 7, with_margin: 3, confidence: 0.9, ratio_margins: 1 });
  });

  test('margins at another confidence than those of the file', async () => {
    await runIndexCommand('margin-of-error', ...words, '--missing', '-5');
    const asGiven = readTable(at('shares.csv')).numbers('share_moe')[0] ?? NaN;
    await runIndexCommand('margin-of-error', ...words, '--missing', '-5', '--confidence', '0.95');
    const wider = readTable(at('shares.csv')).numbers('share_moe')[0] ?? NaN;
    expect(wider / asGiven).toBeCloseTo(1.959963984540054 / 1.6448536269514722, 12);
    const outcome = await runIndexCommand('margin-of-error', ...words, '--margin-confidence', '90');
    expect([outcome.code, outcome.error]).toEqual([2, expect.stringMatching(/--margin-confidence "90"/)]);
  });
});
