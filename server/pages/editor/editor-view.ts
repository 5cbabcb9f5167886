import { formatBase } from '../../../core/contract/base-text.ts';
import type { IndicatorSummary } from '../../../core/contract/indicator.ts';
import type { Profile, ProfileLeaf, ProfileNode } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
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

const bases = ['everything', 'nation', 'region', 'lad'] as const;

type ChoiceKind = 'normalise' | 'aggregate' | 'impute' | 'treat' | 'weights' | 'base';

/** The editor is in English only. */
const english = createTranslator('en');

/** The known choices, and what the profile has where it is none of them. */
function optionsOf(known: readonly string[], kind: ChoiceKind, now: string): Option[] {
  const values = known.includes(now) ? known : [now, ...known];
  return values.map((value) => ({ value, text: choiceWords(kind, value), selected: value === now }));
}

/** A choice in words; one that the form does not offer by itself as the profile has it. */
function choiceWords(kind: ChoiceKind, value: string): string {
  const key = `editor.${kind}-${value}`;
  return english.has(key) ? english(key) : value;
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
      'normalise',
      filled['normalise'] ?? profile.normalise.method,
    ),
    aggregate: optionsOf(editableAggregations, 'aggregate', filled['aggregate'] ?? profile.aggregate.method),
    missing: optionsOf(editableImputations, 'impute', filled['missing'] ?? chosen.missing),
    outliers: optionsOf(editableTreatments, 'treat', filled['outliers'] ?? chosen.outliers),
    weighting: optionsOf(
      editableWeightings,
      'weights',
      filled['weighting'] ?? weightingChoice(profile.weighting) ?? 'kept',
    ),
    within: optionsOf(editableWeightings, 'weights', filled['within'] ?? choiceWithin(profile) ?? 'kept'),
    bases: [
      ...(bases.some((each) => each === base) ? [] : [{ value: base, text: english('editor.base-link') }]),
      ...bases.map((value) => ({ value, text: choiceWords('base', value) })),
    ].map((option) => ({ ...option, selected: option.value === base })),
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
