import { expect, it } from 'vitest';
import { recipeStageSchema } from '../../../core/contract/recipe.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { recipeSentences, weightingInWords } from '../../../core/index/recipe-sentences.ts';
import { buildIndex } from '../../support/build-profile.ts';

const english = createTranslator('en');

const sayOf = (index: { readonly recipe: readonly unknown[]; readonly leaves: readonly object[] }) =>
  recipeSentences(
    {
      recipe: index.recipe.map((stage) => recipeStageSchema.parse(stage)),
      leaves: buildIndex({ components: [{ id: 'all', title: 'All', children: index.leaves }] }).leaves,
    },
    (id) => `“${id}”`,
    english,
  );
const say = (...stages: readonly unknown[]): readonly string[] =>
  sayOf({ recipe: stages, leaves: [{ indicator: 'a' }] });

it.each([
  [
    { stage: 'screen', areas: { availability: 0.9 } },
    'Areas with less than 90% of the figures are left out.',
  ],
  [
    { stage: 'screen', indicators: { unique: 0.125 }, action: 'flag' },
    'Indicators with less than 12.5% of their figures different are marked.',
  ],
  [{ stage: 'denominate', indicators: ['a', 'b'] }, 'The rates of “a” and “b” are made from their counts.'],
  [
    { stage: 'shrink', group: 'lad', indicators: ['a'] },
    'The rates of “a” in areas with few people are drawn towards the rate of their local authority.',
  ],
  [
    { stage: 'impute', by: { method: 'group-median', group: ['lad', 'region'] } },
    "Missing figures are filled in with the median of the area's local authority, or else of its region.",
  ],
  [
    { stage: 'impute', by: { method: 'nearest', neighbours: 3 }, indicators: ['a'] },
    'Missing figures of “a” are filled in with the mean of the 3 most alike areas.',
  ],
  [
    { stage: 'impute', by: { method: 'em' } },
    "Missing figures are filled in with what the area's other figures lead one to expect (expectation-maximisation).",
  ],
  [
    { stage: 'treat', by: { winsorise: { share: 0.005 } } },
    'Where figures have outliers (skewness from 2 and excess kurtosis from 3.5 on), the most extreme are brought in to ' +
      'the next, at most 0.5% of the figures; where that is not enough, logarithms are taken of the distance from the lowest.',
  ],
  [
    { stage: 'treat', by: { winsorise: 'none', transform: 'log', when: 'always' }, indicators: ['a'] },
    'For figures of “a”: logarithms are taken.',
  ],
])('says what %j does', (stage, sentence) => {
  expect(say(stage)).toEqual([sentence]);
});

it('says nothing of a stage that does nothing to figures, and one sentence for each threshold', () => {
  expect(
    say(
      { stage: 'impute', by: { method: 'none' } },
      { stage: 'treat', by: { winsorise: 'none', transform: 'none' } },
      { stage: 'normalise', by: { method: 'rank' } },
    ),
  ).toEqual([]);
  expect(say({ stage: 'screen', areas: { availability: 0.5, nonZero: 0.5 } })).toHaveLength(2);
});

it('says what is done to indicators with methods of their own, and that the stage does not mean them', () => {
  const leaves = [
    { indicator: 'a', impute: { method: 'median' }, treat: 'none' },
    { indicator: 'b', impute: { method: 'none' } },
    { indicator: 'c' },
    {
      indicator: 'd',
      impute: { method: 'median' },
      treat: { winsorise: 'none', transform: 'log', when: 'always' },
    },
  ];
  const always = { winsorise: { points: 3 }, transform: 'none', when: 'always' };
  const recipe = [
    { stage: 'impute', by: { method: 'mean' } },
    { stage: 'treat', by: always },
  ];
  expect(sayOf({ recipe, leaves })).toEqual([
    'Missing figures other than those of “a”, “b” and “d” are filled in with the mean of all areas.',
    'Missing figures of “a” and “d” are filled in with the median of all areas.',
    'For figures other than those of “a” and “d”: the most extreme are brought in to the next, at most 3 figures.',
    'For figures of “d”: logarithms are taken.',
  ]);
  // Of stages that name their indicators those alone are spoken of.
  const named = recipe.map((stage) => ({ ...stage, indicators: ['c', 'd'] }));
  expect(sayOf({ recipe: named, leaves })).toEqual([
    'Missing figures of “c” are filled in with the mean of all areas.',
    'Missing figures of “d” are filled in with the median of all areas.',
    'For figures of “c”: the most extreme are brought in to the next, at most 3 figures.',
    'For figures of “d”: logarithms are taken.',
  ]);
});

it('says nothing of a stage whose every indicator has a method of its own, or has the same as the stage', () => {
  const impute = { method: 'mean' };
  const recipe = [{ stage: 'impute', by: { method: 'none' } }];
  expect(sayOf({ recipe, leaves: [{ indicator: 'a', impute }, { indicator: 'b' }] })).toEqual([
    'Missing figures of “a” are filled in with the mean of all areas.',
  ]);
  const median = [{ stage: 'impute', by: { method: 'median' } }];
  expect(sayOf({ recipe: median, leaves: [{ indicator: 'a', impute }] })).toEqual([
    'Missing figures of “a” are filled in with the mean of all areas.',
  ]);
  const mean = [{ stage: 'impute', by: impute }];
  expect(sayOf({ recipe: mean, leaves: [{ indicator: 'a', impute }, { indicator: 'b' }] })).toEqual([
    'Missing figures are filled in with the mean of all areas.',
  ]);
});

it('calls a group by its name where it is of no kind of area', () => {
  expect(say({ stage: 'shrink', group: 'constructor' })).toEqual([
    'The rates in areas with few people are drawn towards the rate of their constructor.',
  ]);
});

it('names where weights come from', () => {
  expect(weightingInWords({ method: 'equal' }, english)).toBe('all equal');
});

it('says it in Welsh, with the area that something is drawn towards after the sentence', () => {
  const { leaves } = buildIndex({
    components: [{ id: 'all', title: 'All', children: [{ indicator: 'a' }] }],
  });
  const stages = [
    { stage: 'shrink', group: 'lad', indicators: ['a'] },
    { stage: 'impute', by: { method: 'group-median', group: ['lad', 'region'] } },
  ].map((stage) => recipeStageSchema.parse(stage));
  expect(recipeSentences({ recipe: stages, leaves }, () => 'Pobl anabl', createTranslator('cy'))).toEqual([
    'Tynnir y cyfraddau (Pobl anabl) mewn ardaloedd ag ychydig o bobl tuag at gyfradd yr ardal fwy y maent ynddi (awdurdod lleol).',
    'Llenwir ffigurau coll â’r canlynol: canolrif yr ardal fwy y mae’r ardal ynddi (awdurdod lleol, neu fel arall rhanbarth).',
  ]);
});
