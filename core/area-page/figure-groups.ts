import type { FigureGroupId } from '../contract/area-page.ts';

/** Figures of people that have a group of their own; the others of a theme follow in the group of the theme. */
const groupOfIndicator: ReadonlyMap<string, FigureGroupId> = new Map(
  Object.entries({
    age: [
      'aged-65-plus',
      'aged-65-to-74',
      'aged-75-plus',
      'aged-85-plus',
      'mid-year-aged-65-plus',
      'mid-year-aged-75-plus',
      'retired',
    ],
    health: [
      'disabled',
      'disabled-limited-a-lot',
      'households-with-disabled',
      'bad-health',
      'unpaid-care-50-hours',
      'health-deprivation',
      'comparative-illness',
      'long-term-sick',
    ],
    housing: ['social-rented', 'private-rented', 'owned-outright'],
    work: [
      'net-income',
      'total-income',
      'unemployed',
      'income-deprivation',
      'older-people-income-deprivation',
      'employment-deprivation',
      'gb-income-deprivation',
      'gb-employment-deprivation',
      'simd-2020-income',
      'nimdm-2017-income',
    ],
    skills: [
      'no-qualifications',
      'simd-2020-no-qualifications',
      'education-deprivation',
      'adult-skills',
      'adult-skills-2019',
    ],
    language: ['poor-english', 'households-without-english'],
  } satisfies Partial<Record<FigureGroupId, readonly string[]>>).flatMap(([group, ids]) =>
    ids.map((id): [string, FigureGroupId] => [id, group as FigureGroupId]),
  ),
);

const groupOfTheme: Readonly<Record<string, FigureGroupId>> = {
  people: 'people',
  'means-and-skills': 'work',
  connectivity: 'connectivity',
  support: 'support',
  deprivation: 'deprivation',
  population: 'population',
};

/**
 * The group in which a figure is shown: what people look for together, else its theme. A theme that is not known here is
 * shown with the other figures.
 *
 * @example figureGroupOf({ indicatorId: 'aged-75-plus', theme: 'people' }) // 'age'
 */
export function figureGroupOf({
  indicatorId,
  theme,
}: {
  readonly indicatorId: string;
  readonly theme: string;
}): FigureGroupId {
  return groupOfIndicator.get(indicatorId) ?? groupOfTheme[theme] ?? 'other';
}

/** The groups that say who lives in an area and what they have. */
const groupsOfPeople: ReadonlySet<FigureGroupId> = new Set([
  'age',
  'health',
  'housing',
  'work',
  'skills',
  'language',
  'people',
]);

/** Whether a group says who lives in an area and what they have. */
export function isOfPeople(group: FigureGroupId): boolean {
  return groupsOfPeople.has(group);
}
