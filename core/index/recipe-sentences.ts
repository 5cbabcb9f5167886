import type { Weighting } from '../contract/aggregation.ts';
import type { Imputation, RecipeStage, Treatment } from '../contract/recipe.ts';
import type { Translate } from '../language/translate.ts';
import { listInWords } from '../list-in-words.ts';
import type { CompiledLeaf } from './compile-profile.ts';
import { isMeant } from './preparation.ts';

/** What an indicator has of its own in place of what the stages say; null where it has nothing. */
export type LeafMethods = Pick<CompiledLeaf, 'indicatorId' | 'impute' | 'treat'>;

interface Described {
  readonly leaves: readonly LeafMethods[];
  /** The title of an indicator, for people. */
  readonly nameOf: (id: string) => string;
  readonly t: Translate;
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
  t: Translate,
): readonly string[] {
  return recipe.flatMap((stage) => sentencesOf(stage, { leaves, nameOf, t }));
}

/** Where weights come from, in words that follow "the weights are". */
export function weightingInWords({ method }: Weighting, t: Translate): string {
  return t(`recipe.${method}`);
}

function sentencesOf(stage: RecipeStage, described: Described): readonly string[] {
  const of =
    'indicators' in stage && Array.isArray(stage.indicators) ? named(stage.indicators, described) : '';
  const { t } = described;
  switch (stage.stage) {
    case 'screen':
      return screenSentences(stage, t);
    case 'denominate':
      return [t('recipe.rates', { of })];
    case 'shrink':
      return [t('recipe.shrink', { of, group: groupInWords(stage.group, t) })];
    case 'impute':
      return methodsOf(stage, ({ impute }) => impute, described).flatMap(([method, whose]) =>
        imputationSentences(method, whose, t),
      );
    case 'treat':
      return methodsOf(stage, ({ treat }) => treat, described).flatMap(([method, whose]) =>
        treatmentSentences(method, whose, t),
      );
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
  const without =
    except.length === 0 ? '' : described.t('recipe.otherThan', { names: names(except, described) });
  const of = rest === undefined ? without : named(rest, described);
  return [
    ...(isForNone ? [] : [[stage.by, of] as const]),
    ...[...others.values()].map(({ method, ids }) => [method, named(ids, described)] as const),
  ];
}

function names(ids: readonly string[], { nameOf, t }: Described): string {
  return listInWords(ids.map(nameOf), t.locale);
}

/** " of A and B". */
function named(ids: readonly string[], described: Described): string {
  return described.t('recipe.of', { names: names(ids, described) });
}

function screenSentences(
  { areas, indicators, action }: Extract<RecipeStage, { stage: 'screen' }>,
  t: Translate,
): string[] {
  const isMarked = action === 'flag' ? 'yes' : 'no';
  const thresholds = [
    ['recipe.areasAvailable', areas?.availability],
    ['recipe.areasAboveZero', areas?.nonZero],
    ['recipe.indicatorsAvailable', indicators?.availability],
    ['recipe.indicatorsAboveZero', indicators?.nonZero],
    ['recipe.indicatorsDifferent', indicators?.unique],
  ] as const;
  return thresholds.flatMap(([key, share]) =>
    share === undefined ? [] : [t(key, { share: percent(share), isMarked })],
  );
}

function imputationSentences(method: Imputation, of: string, t: Translate): string[] {
  return method.method === 'none' ? [] : [t('recipe.impute', { of, what: imputationInWords(method, t) })];
}

function imputationInWords(method: Exclude<Imputation, { method: 'none' }>, t: Translate): string {
  switch (method.method) {
    case 'mean':
    case 'median':
    case 'em':
    case 'panel':
      return t(`recipe.${method.method}`);
    case 'group-mean':
    case 'group-median': {
      const groups = [method.group]
        .flat()
        .map((group) => groupInWords(group, t))
        .reduce((first, second) => t('recipe.orElse', { first, second }));
      return t(method.method === 'group-mean' ? 'recipe.groupMean' : 'recipe.groupMedian', { groups });
    }
    case 'row-mean':
      return t('recipe.rowMean');
    case 'nearest':
      return t('recipe.nearest', { neighbours: method.neighbours });
    case 'spatial-lag':
      return t('recipe.spatialLag');
  }
}

function treatmentSentences(rule: Treatment | 'none', of: string, t: Translate): string[] {
  if (rule === 'none') return [];
  const { winsorise, transform, when, skewness, kurtosis } = rule;
  const limit =
    winsorise === 'none'
      ? null
      : 'points' in winsorise
        ? t('recipe.pointsLimit', { points: String(winsorise.points) })
        : t('recipe.shareLimit', { share: percent(winsorise.share) });
  const steps = [
    ...(limit === null ? [] : [t('recipe.bringIn', { limit })]),
    ...(transform === 'none' ? [] : [t(`recipe.${transform}`)]),
  ];
  if (steps.length === 0) return [];
  if (when === 'always') return [t('recipe.always', { of, done: listInWords(steps, t.locale) })];
  const done = steps.reduce((first, second) => t('recipe.notEnough', { first, second }));
  return [t('recipe.whereOutliers', { of, skewness: String(skewness), kurtosis: String(kurtosis), done })];
}

/** A kind of area as a noun; a group that is no kind of area as the recipe calls it. */
function groupInWords(group: string, t: Translate): string {
  const key = `kinds.${group}Noun`;
  return t.has(key) ? t(key) : group;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}
