import { formatBase } from '../../../core/contract/base-text.ts';
import type { IndicatorSummary } from '../../../core/contract/indicator.ts';
import type { Profile, ProfileLeaf, ProfileNode } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import {
  choiceWithin,
  choicesOf,
  editableImputations,
  editableTreatments,
  editableWeightings,
  weightingChoice,
} from '../../usecases/editor/draft-methods.ts';
import {
  componentPlaces,
  editableAggregations,
  editableNormalisations,
  isFlat,
} from '../../usecases/editor/draft-profile.ts';

interface Option {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

const normalisationWords: Readonly<Record<string, string>> = {
  percentile: 'Place among all areas (percentile)',
  'min-max': 'Between the lowest and the highest (min-max)',
  'z-score': 'Standard deviations from the mean (z-score)',
  rank: 'Rank',
  exponential: 'Exponential, as the Indices of Deprivation',
};
const aggregationWords: Readonly<Record<string, string>> = {
  arithmetic: 'Mean: a low figure can make up for a high one',
  geometric: 'Geometric mean: it can make up less',
  harmonic: 'Harmonic mean: it can make up least',
  'mazziotta-pareto': 'Mean with a penalty where figures differ (Mazziotta-Pareto)',
};
const imputationWords: Readonly<Record<string, string>> = {
  none: 'Leave them out: the others count for more',
  median: 'Fill in the middle figure of all areas',
  'group-median': 'Fill in the middle figure of the local authority',
};
const treatmentWords: Readonly<Record<string, string>> = {
  none: 'Leave them as they are',
  winsorise: 'Where an indicator has outliers, bring in up to 0.5% of its figures',
  logarithm: 'The same, or take logarithms where that is not enough',
};
const weightingWords: Readonly<Record<string, string>> = {
  given: 'As given below',
  equal: 'All equal',
  'principal-components': 'From what the figures have in common (principal components)',
  'factor-analysis': 'From what the figures have in common (factor analysis)',
  kept: 'As the profile has it',
};
const bases = [
  { value: 'everything', text: 'all areas' },
  { value: 'nation', text: 'areas of the same nation' },
  { value: 'region', text: 'areas of the same region' },
  { value: 'lad', text: 'areas of the same local authority' },
];

/** The known choices, and what the profile has where it is none of them. */
function optionsOf(known: readonly string[], words: Readonly<Record<string, string>>, now: string): Option[] {
  const values = known.includes(now) ? known : [now, ...known];
  return values.map((value) => ({ value, text: words[value] ?? value, selected: value === now }));
}

function leafOf(node: ProfileNode | undefined, id: string): ProfileLeaf | null {
  if (node === undefined) return null;
  if ('indicator' in node) return node.indicator === id ? node : null;
  return node.children.flatMap((child) => leafOf(child, id) ?? [])[0] ?? null;
}

/** What was filled in, by the name of the field. */
type Filled = Readonly<Record<string, string>>;

/** The fields of the editor's form for a profile, or as somebody has filled them in. */
export function formOf(profile: Profile, indicators: readonly IndicatorSummary[], filled: Filled) {
  const base = filled['base'] ?? formatBase(profile.base);
  const chosen = choicesOf(profile.recipe) ?? { missing: 'none', outliers: 'none' };
  const places = Array.from({ length: componentPlaces }, (_, place) => {
    const component = profile.components[place];
    return {
      place,
      title: filled[`component.${place}.title`] ?? component?.title ?? '',
      weight: filled[`component.${place}.weight`] ?? component?.weight ?? 1,
    };
  });
  return {
    title: filled['title'] ?? profile.title,
    isFlat: isFlat(profile),
    normalise: optionsOf(
      editableNormalisations,
      normalisationWords,
      filled['normalise'] ?? profile.normalise.method,
    ),
    aggregate: optionsOf(
      editableAggregations,
      aggregationWords,
      filled['aggregate'] ?? profile.aggregate.method,
    ),
    missing: optionsOf(editableImputations, imputationWords, filled['missing'] ?? chosen.missing),
    outliers: optionsOf(editableTreatments, treatmentWords, filled['outliers'] ?? chosen.outliers),
    weighting: optionsOf(
      editableWeightings,
      weightingWords,
      filled['weighting'] ?? weightingChoice(profile.weighting) ?? 'kept',
    ),
    within: optionsOf(
      editableWeightings,
      weightingWords,
      filled['within'] ?? choiceWithin(profile) ?? 'kept',
    ),
    bases: (bases.some(({ value }) => value === base)
      ? bases
      : [{ value: base, text: 'the areas of the link' }, ...bases]
    ).map((option) => ({ ...option, selected: option.value === base })),
    components: places,
    themes: groupByTheme(indicators.map((indicator) => rowOf(profile, indicator, filled))),
  };
}

function rowOf(profile: Profile, indicator: IndicatorSummary, filled: Filled) {
  const place = profile.components.findIndex((component) => leafOf(component, indicator.id) !== null);
  const leaf = leafOf(profile.components[place], indicator.id);
  return {
    id: indicator.id,
    title: indicator.title,
    description: indicator.description,
    theme: indicator.theme,
    place: filled[`in.${indicator.id}`] ?? (place < 0 ? '' : String(place)),
    weight: filled[`weight.${indicator.id}`] ?? leaf?.weight ?? 1,
    direction: filled[`direction.${indicator.id}`] ?? leaf?.direction ?? indicator.direction,
  };
}

function groupByTheme<Row extends { readonly theme: string }>(rows: readonly Row[]) {
  const themes = new Map<string, Row[]>();
  for (const row of rows) themes.set(row.theme, [...(themes.get(row.theme) ?? []), row]);
  return [...themes].map(([theme, members]) => ({ theme: theme.replaceAll('-', ' '), rows: members }));
}

/** What the fields of the page's forms are called. */
const formFields =
  /^(title|base|against|missing|outliers|normalise|aggregate|weighting|within|id|token|yaml|editor|(in|weight|direction)\.[a-z0-9-]+|component\.\d+\.(title|weight))$/;

/** What is wrong with what somebody filled in, for the error summary; anything else is not theirs and is thrown. */
export function mistakeOf(error: unknown): { readonly text: string; readonly href: string } {
  if (
    !(error instanceof AppError) ||
    !['invalid-request', 'not-computable', 'conflict', 'unauthorised', 'forbidden'].includes(error.code)
  ) {
    throw error;
  }
  const { field } = error.details;
  // A mistake in the recipe, or in a link, has no field of its own: the text of the profile is always there.
  const isInForm = typeof field === 'string' && formFields.test(field);
  return { text: error.message, href: `#${isInForm ? field : 'yaml'}` };
}
