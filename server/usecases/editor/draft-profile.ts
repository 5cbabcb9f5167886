import type { Weighting } from '../../../core/contract/aggregation.ts';
import { parseBase } from '../../../core/contract/base-text.ts';
import type { IndicatorSummary } from '../../../core/contract/indicator.ts';
import {
  profileSchema,
  type Profile,
  type ProfileComponent,
  type ProfileLeaf,
  type ProfileNode,
} from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import { checkStoredProfile, type ProfileProblem } from '../../../core/index/check-profile-inputs.ts';
import {
  choicesOf,
  editableImputations,
  editableTreatments,
  editableWeightings,
  recipeOf,
  weightingNamed,
} from './draft-methods.ts';

/** How many components the editor's form has room for. */
export const componentPlaces = 6;

export const editableNormalisations = ['percentile', 'min-max', 'z-score', 'rank', 'exponential'] as const;
export const editableAggregations = ['arithmetic', 'geometric', 'harmonic', 'mazziotta-pareto'] as const;

/** Whether the editor's form can show the whole profile: components of indicators, prepared by what the form offers. */
export function isFlat({ components, recipe }: Profile): boolean {
  return (
    choicesOf(recipe) !== null &&
    components.length <= componentPlaces &&
    components.every(({ children }) => children.every(isLeaf))
  );
}

function isLeaf(node: ProfileNode): node is ProfileLeaf {
  return 'indicator' in node;
}

/**
 * Whether a draft may be scored, wherever it comes from: a link and a text can hold what the form does not offer.
 *
 * @throws AppError invalid-request naming the field of the profile and the reason.
 */
export function checkDraft(draft: Profile, outcomeIds: readonly string[]): void {
  const problem = checkStoredProfile(draft, (id) => outcomeIds.includes(id)) ?? firstSlowMethod(draft);
  if (problem === null) return;
  const { path, reason } = problem;
  throw new AppError('invalid-request', `The profile cannot be used at ${path.join('.')}: ${reason}.`, {
    details: { field: 'yaml', path: path.join('.'), reason },
  });
}

/**
 * Methods that take minutes over a nation. Anybody may open a link, and what it asks for is worked out while others wait;
 * whoever runs the service may have them in a profile of the catalogue.
 */
const slowMethods: readonly string[] = ['em', 'nearest', 'optimised'];

function firstSlowMethod({ recipe, weighting, components }: Profile): ProfileProblem | null {
  const isSlow = (rule: { readonly method: string } | undefined): boolean =>
    rule !== undefined && slowMethods.includes(rule.method);
  const problemAt = (path: ProfileProblem['path']): ProfileProblem => ({
    path,
    reason: `${slowMethods.join(', ')} take too long for a page: use \`atlas index run\`, or a profile of the catalogue`,
  });
  if (isSlow(weighting)) return problemAt(['weighting']);
  const slowStage = (recipe ?? []).findIndex((stage) => stage.stage === 'impute' && isSlow(stage.by));
  if (slowStage >= 0) return problemAt(['recipe', slowStage, 'by']);
  const visit = (nodes: readonly ProfileNode[], path: ProfileProblem['path']): ProfileProblem | null => {
    for (const [at, node] of nodes.entries()) {
      const here = [...path, at];
      if (isLeaf(node) ? isSlow(node.impute) : isSlow(node.weighting)) return problemAt(here);
      const inside = isLeaf(node) ? null : visit(node.children, [...here, 'children']);
      if (inside !== null) return inside;
    }
    return null;
  };
  return visit(components, ['components']);
}

/** The indicators that a profile may be made of: those with values on its areas, and no outcome. */
export function choosableIndicators(
  { areas }: Pick<Profile, 'areas'>,
  indicators: readonly IndicatorSummary[],
  outcomeIds: readonly string[],
): readonly IndicatorSummary[] {
  return indicators.filter(
    ({ id, series }) =>
      !outcomeIds.includes(id) &&
      series.some(({ type, vintage }) => type === areas.type && vintage === areas.vintage),
  );
}

/**
 * The profile that the editor's form describes. What the form has no field for stays as it was in the profile it was
 * opened with: limits, substitutions, an indicator's own normalisation.
 *
 * @param fields `title`, `base`, `missing`, `outliers`, `normalise`, `aggregate`, `weighting`, `within`; `component.N.title` and `component.N.weight`; for each
 * indicator `in.ID` (the N of its component, empty where it is not used), `weight.ID` and `direction.ID`.
 * @throws AppError invalid-request naming the field and the reason.
 */
export function draftFromForm(
  opened: Profile,
  fields: URLSearchParams,
  indicators: readonly IndicatorSummary[],
): Profile {
  const components = Array.from({ length: componentPlaces }, (_, place) =>
    readComponent({ opened, fields, indicators, place }),
  ).filter((component) => component !== null);
  if (components.length === 0) {
    throw refused('in', 'choose at least one indicator, and the component it belongs to');
  }
  const normalise = choice(fields, 'normalise', editableNormalisations, opened.normalise.method);
  const aggregate = choice(fields, 'aggregate', editableAggregations, opened.aggregate.method);
  const draft = {
    ...opened,
    title: fields.get('title')?.trim() || opened.title,
    base: parseBase(fields.get('base') ?? 'everything'),
    normalise:
      normalise === opened.normalise.method ? opened.normalise : defaultNormalisation(normalise, aggregate),
    aggregate: aggregate === opened.aggregate.method ? opened.aggregate : { method: aggregate },
    // The bounds of a scale of its own are known only to the profile that has them.
    presentation:
      normalise === opened.normalise.method && aggregate === opened.aggregate.method
        ? opened.presentation
        : { method: 'min-max' },
    recipe: readRecipe(opened, fields),
    weighting: readWeighting(fields, 'weighting', opened.weighting),
    components,
  };
  const parsed = profileSchema.safeParse(draft);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(issue?.path.join('.') ?? '', issue?.message ?? 'not valid');
}

/** Geometric and harmonic means need values above zero, and the Mazziotta-Pareto index its own scale. */
function defaultNormalisation(method: string, aggregate: string): object {
  if (method === 'z-score' && aggregate === 'mazziotta-pareto') {
    return { method, mean: 100, standardDeviation: 10 };
  }
  const isAboveZero = aggregate === 'geometric' || aggregate === 'harmonic';
  return method === 'min-max' && isAboveZero ? { method, lower: 1 } : { method };
}

function readRecipe(opened: Profile, fields: URLSearchParams): Profile['recipe'] {
  const was = choicesOf(opened.recipe) ?? { missing: 'none', outliers: 'none' };
  return recipeOf({
    missing: choice(fields, 'missing', editableImputations, was.missing),
    outliers: choice(fields, 'outliers', editableTreatments, was.outliers),
  });
}

/** A weighting that the form has no word for stays as it was. */
function readWeighting(
  fields: URLSearchParams,
  name: string,
  was: Weighting | undefined,
): Weighting | undefined {
  const method = choice(fields, name, editableWeightings, 'kept');
  const known = editableWeightings.find((each) => each === method);
  if (known === undefined) return was;
  return known === 'given' ? undefined : weightingNamed(known);
}

interface Place {
  readonly opened: Profile;
  readonly fields: URLSearchParams;
  readonly indicators: readonly IndicatorSummary[];
  readonly place: number;
}

/** The component at a place of the form with the indicators put there; null where it has none. */
function readComponent({ opened, fields, indicators, place }: Place): ProfileComponent | null {
  const was = opened.components[place];
  const children = indicators
    .filter(({ id }) => fields.get(`in.${id}`) === String(place))
    .map((indicator) => readLeaf(indicator, opened, fields));
  if (children.length === 0) return null;
  const title = fields.get(`component.${place}.title`)?.trim() || was?.title || `Component ${place + 1}`;
  return {
    ...was,
    id: was?.id ?? `component-${place + 1}`,
    title,
    weight: numberField(fields, `component.${place}.weight`),
    weighting: readWeighting(fields, 'within', was?.weighting),
    children,
  };
}

function readLeaf(indicator: IndicatorSummary, opened: Profile, fields: URLSearchParams): ProfileLeaf {
  const was = opened.components
    .flatMap(({ children }) => children.filter(isLeaf))
    .find((leaf) => leaf.indicator === indicator.id);
  const direction = fields.get(`direction.${indicator.id}`) ?? '';
  if (direction !== 'higher-is-riskier' && direction !== 'lower-is-riskier') {
    throw refused(`direction.${indicator.id}`, `say which way ${indicator.title} is riskier`);
  }
  return {
    ...was,
    indicator: indicator.id,
    weight: numberField(fields, `weight.${indicator.id}`),
    direction: direction === indicator.direction ? undefined : direction,
  };
}

function numberField(fields: URLSearchParams, name: string): number {
  const text = fields.get(name)?.trim() ?? '';
  const value = text === '' ? 1 : Number(text);
  if (Number.isFinite(value) && value >= 0 && value <= 1e6) return value;
  throw refused(name, `"${text}" is not a weight: use a number of zero or more`);
}

function choice(fields: URLSearchParams, name: string, known: readonly string[], was: string): string {
  const text = fields.get(name) ?? was;
  if (text === was || known.some((value) => value === text)) return text;
  throw refused(name, `"${text}" is not one of ${known.join(', ')}`);
}

function refused(field: string, reason: string): AppError {
  return new AppError('invalid-request', `The profile cannot be made: ${reason}.`, {
    details: { field, reason },
  });
}
