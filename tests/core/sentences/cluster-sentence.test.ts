import { expect, test } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { clusterSentence, type ClusterCounts } from '../../../core/sentences/cluster-sentence.ts';

const none: ClusterCounts = {
  'high-high': 0,
  'low-low': 0,
  'high-low': 0,
  'low-high': 0,
  'not-significant': 0,
  'no-neighbours': 0,
  'no-data': 0,
  'too-few': 0,
};

test.each([
  [
    {
      ...none,
      'high-high': 2008,
      'low-low': 2291,
      'high-low': 49,
      'low-high': 61,
      'not-significant': 29_346,
    },
    'Of 33,755 areas compared, 2,008 are in clusters of high risk, 2,291 are in clusters of low risk, 49 are at high risk ' +
      'among neighbours at low risk and 61 are at low risk among neighbours at high risk. About one in 20 of these is ' +
      'expected to be there by chance.',
  ],
  [
    { ...none, 'high-high': 1, 'not-significant': 4, 'no-neighbours': 1 },
    'Of 5 areas compared, 1 is in a cluster of high risk. About one in 20 of these is expected to be there by chance.',
  ],
  [
    { ...none, 'not-significant': 9, 'no-data': 3 },
    'Of 9 areas compared, none stands out together with its neighbours more than chance would have it.',
  ],
  [
    { ...none, 'no-data': 3, 'too-few': 2 },
    'There are too few scores next to each other to look for clusters.',
  ],
])('%#', (counts, sentence) => {
  expect(clusterSentence({ counts, level: 0.05 }, createTranslator('en'))).toBe(sentence);
});

test('in Welsh', () => {
  const counts = { ...none, 'high-high': 2008, 'low-high': 1, 'not-significant': 10 };
  expect(clusterSentence({ counts, level: 0.05 }, createTranslator('cy'))).toBe(
    'O blith 2,019 o ardaloedd a gymharwyd, mae 2,008 mewn clystyrau risg uchel, 1 mewn perygl isel ymhlith cymdogion risg ' +
      'uchel. Disgwylir i tuag un o bob 20 o’r rhain fod yno ar hap.',
  );
});
