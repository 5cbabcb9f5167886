import { describe, expect, test } from 'vitest';
import { formatFigure } from '../../../core/format-figure.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { riskSentence, type Driver, type RiskSentenceInput } from '../../../core/index/risk-sentence.ts';

const driver = (phrase: string, pointsAgainstMean: number | null, raw = 10): Driver => ({
  phrase,
  unit: 'percent',
  decimals: 1,
  raw,
  pointsAgainstMean,
  yardstickValue: 5,
});
const place: RiskSentenceInput = {
  score: 80,
  rank: 3,
  rankOf: 33755,
  decile: 1,
  inputsPresent: 3,
  inputsTotal: 3,
  placeNoun: 'small areas',
  yardstickName: 'England',
  drivers: [driver('people aged 75 and over', 12), driver('disabled people', 3), driver('slow lines', -4, 0)],
};
const say = (changes: Partial<RiskSentenceInput>): string => riskSentence({ ...place, ...changes });

describe('the sentence on a place', () => {
  test('high: what pushes it up, what pulls it down, with the figures and the yardstick', () => {
    expect(say({})).toBe(
      'Very high: in the tenth at greatest risk of 33,755 small areas compared, mostly because of people aged 75 and ' +
        'over (10.0%, England 5.0%) and disabled people (10.0%, England 5.0%); pulled down by slow lines (0.0%, England 5.0%).',
    );
  });

  test('low: turned round', () => {
    const text = say({
      decile: 9,
      drivers: [driver('slow lines', 2), driver('people aged 75 and over', -9)],
    });
    expect(text).toMatch(
      /^Low: in the second tenth at least risk .*, mostly because of people aged 75 and over/,
    );
    expect(text).toMatch(/; pushed up by slow lines/);
  });

  test('middle: both directions, no "because"', () => {
    const text = say({ decile: 5 });
    expect(text).toMatch(/^In the middle: fifth tenth/);
    expect(text).toContain('pushed up by people aged 75 and over');
    expect(text).not.toContain('because');
  });

  test('does not claim that many small reasons are the main ones', () => {
    const small = Array.from({ length: 9 }, (_, at) => driver(`reason ${at}`, 1.5 + at / 100));
    const text = say({ drivers: small });
    expect(text).toContain('partly because of');
    expect(text).not.toContain('mostly');
    expect(text.match(/reason \d/g)).toHaveLength(3);
  });

  test('names nothing that moves the score by less than a point', () => {
    const text = say({ drivers: [driver('slow lines', 0.9), driver('people aged 75 and over', -0.9)] });
    expect(text).toBe(
      'Very high: in the tenth at greatest risk of 33,755 small areas compared; no single input stands out.',
    );
  });

  test('a missing input is never a reason, and is said', () => {
    const text = say({
      inputsPresent: 2,
      drivers: [driver('people aged 75 and over', 12), driver('slow lines', null)],
    });
    expect(text).not.toContain('slow lines');
    expect(text).toContain('One input is missing here');
    expect(say({ inputsPresent: 1, inputsFilledIn: 1, drivers: [] })).toContain(
      '2 of 3 inputs are missing here and 1 of them was estimated.',
    );
    expect(say({ inputsPresent: 1, drivers: [] })).toContain('2 of 3 inputs are missing here');
  });

  test('no score, and nothing to compare with', () => {
    expect(say({ score: null, inputsPresent: 1 })).toBe(
      'There is no score: only 1 of 3 inputs have a value that can be used here.',
    );
    expect(say({ decile: null, rank: 1, rankOf: 1 })).toMatch(
      /^Scored, but with no other places to compare it with/,
    );
  });
});

test('in Welsh: every level, reasons both ways, and what is missing', () => {
  const welsh = createTranslator('cy');
  const inWelsh = (changes: Partial<RiskSentenceInput>): string =>
    riskSentence({ ...place, placeNoun: 'ardaloedd bach', yardstickName: 'Lloegr', ...changes }, welsh);
  const drivers = [
    driver('pobl 75 oed neu hŷn', 12),
    driver('pobl anabl', 3),
    driver('llinellau araf', -4, 0),
  ];
  expect(inWelsh({ drivers })).toBe(
    'Uchel iawn: yn y 10% sydd yn y perygl mwyaf o blith 33,755 o leoedd a gymharwyd (ardaloedd bach), yn bennaf oherwydd y canlynol: ' +
      'pobl 75 oed neu hŷn (10.0%, Lloegr 5.0%), pobl anabl (10.0%, Lloegr 5.0%); wedi ei dynnu i lawr gan y canlynol: llinellau araf (0.0%, Lloegr 5.0%).',
  );
  expect(inWelsh({ decile: 3, drivers: [] })).toBe(
    'Uchel: degradd 3 o 10, gan gyfrif o’r perygl mwyaf, o blith 33,755 o leoedd a gymharwyd (ardaloedd bach); nid oes un mewnbwn yn sefyll allan.',
  );
  expect(inWelsh({ decile: 5, drivers: [] })).toMatch(
    /^Yn y canol: degradd 5 o 10, gan gyfrif o’r perygl mwyaf/,
  );
  expect(inWelsh({ decile: 9, drivers: [] })).toMatch(/^Isel: degradd 2 o 10, gan gyfrif o’r perygl lleiaf/);
  expect(inWelsh({ decile: 10, drivers: [] })).toMatch(/^Isel iawn: yn y 10% sydd yn y perygl lleiaf/);
  expect(inWelsh({ score: null, inputsPresent: 1 })).toMatch(/^Nid oes sgôr: dim ond 1 o 3 mewnbwn/);
  expect(inWelsh({ inputsPresent: 1, drivers: [] })).toMatch(
    /Mae 2 o 3 mewnbwn ar goll yma, felly mae’r sgôr yn dibynnu ar y lleill\.$/,
  );
  expect(inWelsh({ inputsPresent: 1, inputsFilledIn: 1, drivers: [] })).toMatch(
    /Mae 2 o 3 mewnbwn ar goll yma, ac amcangyfrifwyd 1 o’r rhain\.$/,
  );
});

test.each([
  [27.06, 'percent', 1, '27.1%'],
  [0.2706, 'share', 1, '27.1%'],
  [0.229, 'share', 3, '22.9%'],
  [22.9, 'percent', 3, '22.9%'],
  [0.034, 'percent', 3, '0.034%'],
  [0.123, 'score', 3, '0.123'],
  [32000, 'pounds', 0, '£32,000'],
  [-5, 'pounds', 0, '-£5'],
  [35.24, 'megabits-per-second', 1, '35.2 Mbit/s'],
  [12.3, 'rate-per-1000', 1, '12.3 per 1,000'],
  [1234, 'count', 0, '1,234'],
])('%d as %s', (value, unit, decimals, text) => {
  expect(formatFigure(value, { unit, decimals })).toBe(text);
});
