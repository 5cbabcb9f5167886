import { expect, it } from 'vitest';
import { figureWords } from '../../../web/model/figure-words.ts';

const figure = { raw: 40, used: null, missingReason: null, unit: 'percent', decimals: 1 };

it.each([
  ['as published', {}, '40.0%'],
  ['missing', { raw: null, missingReason: 'suppressed' as const }, 'no data: withheld by the publisher'],
  [
    'filled in',
    { raw: null, used: { value: 30, flags: ['imputed' as const] } },
    'no figure; 30.0% filled in',
  ],
  [
    'shrunk',
    { used: { value: 35, flags: ['shrunk' as const] } },
    '40.0%; counts as 35.0%, drawn towards the rate of its larger area',
  ],
  [
    'brought in',
    { used: { value: 38, flags: ['winsorised-high' as const] } },
    '40.0%; counts as 38.0%, as it is an outlier',
  ],
  ['a logarithm', { used: { value: 3.7, flags: ['transformed' as const] } }, '40.0%'],
  [
    'screened out',
    { used: { value: null, flags: [] }, missingReason: 'screened-out' as const },
    '40.0%; not used: left out by the method, as too little is known of it',
  ],
])('says how a figure counts: %s', (_, change, words) => {
  expect(figureWords({ ...figure, ...change })).toBe(words);
});
