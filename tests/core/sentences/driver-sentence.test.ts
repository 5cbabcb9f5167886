import { expect, test } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { driverSentence, type NamedDriver } from '../../../core/sentences/driver-sentence.ts';

const driver: NamedDriver = {
  ...{ title: 'People aged 75 and over', unit: 'percent', decimals: 1 },
  ...{ raw: 27.06, yardstickValue: 18.61, pointsAgainstMean: 6.24 },
};
const say = (
  changes: Partial<NamedDriver>,
  yardstick: string | null = 'England',
  locale: 'en' | 'cy' = 'en',
) => driverSentence({ ...driver, ...changes }, yardstick, createTranslator(locale));

test('what pushes a score up and what pulls it down, with the figure and its yardstick', () => {
  expect(say({})).toBe(
    'People aged 75 and over: 27.1% here, 18.6% in England. It adds 6.2 points more to the score than in the average small area compared.',
  );
  expect(say({ pointsAgainstMean: -3 })).toBe(
    'People aged 75 and over: 27.1% here, 18.6% in England. It adds 3.0 points fewer to the score than in the average small area compared.',
  );
});

test('without a yardstick there is none, and what was estimated is said to be', () => {
  expect(say({}, null)).toMatch(/^People aged 75 and over: 27\.1% here\. It adds/);
  expect(say({ yardstickValue: null })).toMatch(/: 27\.1% here\. It adds/);
  expect(say({ raw: null })).toMatch(/: no figure is published here, so one was estimated\. It adds/);
});

test('in Welsh', () => {
  expect(say({ title: 'Pobl 75 oed neu hŷn' }, 'Lloegr', 'cy')).toBe(
    'Pobl 75 oed neu hŷn: 27.1% yma, o gymharu â 18.6% (Lloegr). Mae hyn yn ychwanegu mwy o bwyntiau at y sgôr nag yn yr ardal fach gyfartalog a gymharwyd: 6.2 yn fwy.',
  );
});
