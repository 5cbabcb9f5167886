import { areaTypeNouns } from '../area-type-nouns.ts';
import type { Weighting } from '../contract/aggregation.ts';
import type { Imputation, RecipeStage, Transform, Treatment } from '../contract/recipe.ts';
import { listInWords } from '../list-in-words.ts';
import type { CompiledLeaf } from './compile-profile.ts';
import { isMeant } from './preparation.ts';

const groupNouns: ReadonlyMap<string, string> = new Map(Object.entries(areaTypeNouns));
const transformWords: Readonly<Record<Exclude<Transform, 'none'>, string>> = {
  log: 'logarithms are taken',
  'log-ct': 'logarithms are taken of the distance from the lowest',
  'log-ct-plus': 'logarithms are taken of the distance from the lowest or highest',
  'log-ct-original': 'logarithms are taken of the distance from the lowest',
  'log-gii': 'logarithms are taken',
  'box-cox': 'a Box-Cox transformation is made',
};
const weightingWords: Readonly<Record<Weighting['method'], string>> = {
  given: 'as the profile gives them',
  equal: 'all equal',
  'principal-components': 'worked out from what the figures have in common (principal components)',
  'factor-analysis': 'worked out from what the figures have in common (factor analysis)',
  pairwise: 'worked out from judgements on pairs',
  optimised: 'worked out so that the influences come out as intended',
};

/** What an indicator has of its own in place of what the stages say; null where it has nothing. */
export type LeafMethods = Pick<CompiledLeaf, 'indicatorId' | 'impute' | 'treat'>;

interface Described {
  readonly leaves: readonly LeafMethods[];
  /** The title of an indicator, for people. */
  readonly nameOf: (id: string) => string;
}

/**
 * What a recipe does to the figures before they are put on one scale, a plain sentence for each stage that says what and
 * to which figures, and for each method that indicators have of their own. The normalise and aggregate stages are not
 * among them.
 *
 * @param index A compiled profile, or as much of it.
 * @param nameOf The title of an indicator, for people.
 */
export function recipeSentences(
  { recipe, leaves }: { readonly recipe: readonly RecipeStage[]; readonly leaves: readonly LeafMethods[] },
  nameOf: (id: string) => string,
): readonly string[] {
  return recipe.flatMap((stage) => sentencesOf(stage, { leaves, nameOf }));
}

/** Where weights come from, in words that follow "the weights are". */
export function weightingInWords({ method }: Weighting): string {
  return weightingWords[method];
}

function sentencesOf(stage: RecipeStage, described: Described): readonly string[] {
  const of =
    'indicators' in stage && Array.isArray(stage.indicators) ? named(stage.indicators, described) : '';
  switch (stage.stage) {
    case 'screen':
      return screenSentences(stage);
    case 'denominate':
      return [`The rates${of} are made from their counts.`];
    case 'shrink':
      return [
        `The rates${of} in areas with few people are drawn towards the rate of their ${groupInWords(stage.group)}.`,
      ];
    case 'impute':
      return methodsOf(stage, ({ impute }) => impute, described).flatMap((each) =>
        imputationSentences(...each),
      );
    case 'treat':
      return methodsOf(stage, ({ treat }) => treat, described).flatMap((each) => treatmentSentences(...each));
    case 'normalise':
    case 'aggregate':
      return [];
  }
}

/**
 * The methods of a stage, its own first, then those that indicators have in its place, each with the words for whose
 * figures it is done to.
 */
function methodsOf<Method>(
  stage: { readonly by: Method; readonly indicators?: readonly string[] | undefined },
  ownOf: (leaf: LeafMethods) => Method | null,
  described: Described,
): readonly (readonly [Method, string])[] {
  const meant = described.leaves.filter(({ indicatorId }) => isMeant(stage, indicatorId));
  const others = new Map<string, { readonly method: Method; readonly ids: string[] }>();
  for (const leaf of meant) {
    const method = ownOf(leaf);
    const key = JSON.stringify(method);
    if (method === null || key === JSON.stringify(stage.by)) continue;
    const group = others.get(key) ?? { method, ids: [] };
    group.ids.push(leaf.indicatorId);
    others.set(key, group);
  }
  const apart = new Set([...others.values()].flatMap(({ ids }) => ids));
  // In the order of the profile, not of the methods.
  const except = meant.map(({ indicatorId }) => indicatorId).filter((id) => apart.has(id));
  const rest = stage.indicators?.filter((id) => !apart.has(id));
  const isForNone =
    rest === undefined ? meant.length > 0 && except.length === meant.length : rest.length === 0;
  const without = except.length === 0 ? '' : ` other than those${named(except, described)}`;
  const of = rest === undefined ? without : named(rest, described);
  return [
    ...(isForNone ? [] : [[stage.by, of] as const]),
    ...[...others.values()].map(({ method, ids }) => [method, named(ids, described)] as const),
  ];
}

/** " of A and B". */
function named(ids: readonly string[], { nameOf }: Described): string {
  return ` of ${listInWords(ids.map(nameOf))}`;
}

function screenSentences({ areas, indicators, action }: Extract<RecipeStage, { stage: 'screen' }>): string[] {
  const done = action === 'flag' ? 'marked' : 'left out';
  const least = (what: string, share: number | undefined, of: string): string[] =>
    share === undefined ? [] : [`${what} with less than ${percent(share)} ${of} are ${done}.`];
  return [
    ...least('Areas', areas?.availability, 'of the figures'),
    ...least('Areas', areas?.nonZero, 'of their figures above zero'),
    ...least('Indicators', indicators?.availability, 'of the areas known'),
    ...least('Indicators', indicators?.nonZero, 'of their figures above zero'),
    ...least('Indicators', indicators?.unique, 'of their figures different'),
  ];
}

function imputationSentences(method: Imputation, of: string): string[] {
  return method.method === 'none'
    ? []
    : [`Missing figures${of} are filled in with ${imputationInWords(method)}.`];
}

function imputationInWords(method: Exclude<Imputation, { method: 'none' }>): string {
  switch (method.method) {
    case 'mean':
    case 'median':
      return `the ${method.method} of all areas`;
    case 'group-mean':
    case 'group-median': {
      const groups = [method.group].flat().map(groupInWords);
      const average = method.method === 'group-mean' ? 'mean' : 'median';
      return `the ${average} of the area's ${groups.join(', or else of its ')}`;
    }
    case 'row-mean':
      return "the mean of the area's other figures in the component";
    case 'nearest':
      return `the mean of the ${method.neighbours} most alike areas`;
    case 'em':
      return "what the area's other figures lead one to expect (expectation-maximisation)";
    case 'spatial-lag':
      return "what the figures of the area's neighbours lead one to expect";
    case 'panel':
      return "the area's own figures of other dates";
  }
}

function treatmentSentences(rule: Treatment | 'none', of: string): string[] {
  if (rule === 'none') return [];
  const { winsorise, transform, when, skewness, kurtosis } = rule;
  const limit =
    winsorise === 'none'
      ? null
      : 'points' in winsorise
        ? `at most ${winsorise.points} figures`
        : `at most ${percent(winsorise.share)} of the figures`;
  const bringIn = limit === null ? null : `the most extreme are brought in to the next, ${limit}`;
  const changed = transform === 'none' ? null : transformWords[transform];
  if (bringIn === null && changed === null) return [];
  if (when === 'always')
    return [`For figures${of}: ${listInWords([bringIn, changed].filter((part) => part !== null))}.`];
  const both = [bringIn, changed].filter((part) => part !== null).join('; where that is not enough, ');
  return [
    `Where figures${of} have outliers (skewness from ${skewness} and excess kurtosis from ${kurtosis} on), ${both}.`,
  ];
}

function groupInWords(group: string): string {
  return groupNouns.get(group) ?? group;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}
