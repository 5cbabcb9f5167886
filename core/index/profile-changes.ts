import type { IndexDefinition, ProfileNode } from '../contract/profile.ts';
import { recipeSentences } from './recipe-sentences.ts';

/** A profile of the Atlas, or one for files: they differ in what an area may be compared with. */
export interface ComparedProfile extends IndexDefinition {
  readonly base: unknown;
}

interface Placed {
  readonly kind: 'indicator' | 'component';
  readonly name: string;
  readonly weight: number;
  readonly parent: string;
  /** Everything else that makes a difference, as text. */
  readonly rest: string;
}

/**
 * What differs between two versions of a profile, each as a plain sentence: what came and went, what changed its weight
 * or its place, and which methods changed. Words (titles, limits) are not method and are passed over.
 *
 * @param nameOf The title of an indicator, for people.
 * @example profileChanges(before, after, (id) => id) // ['The weight of aged-75-plus goes from 1 to 2.']
 */
export function profileChanges<Kind extends ComparedProfile>(
  before: Kind,
  after: Kind,
  nameOf: (id: string) => string,
): string[] {
  const first = placesOf(before, nameOf);
  const second = placesOf(after, nameOf);
  return [
    ...[...second].filter(([id]) => !first.has(id)).map(([, { name, kind }]) => `New ${kind}: ${name}.`),
    ...[...first]
      .filter(([id]) => !second.has(id))
      .map(([, { name, kind }]) => `No longer there: ${kind} ${name}.`),
    ...[...second].flatMap(([id, now]) => {
      const was = first.get(id);
      return was === undefined ? [] : changesOf(was, now);
    }),
    ...methods.flatMap(({ key, words }) =>
      text(before[key]) === text(after[key])
        ? []
        : [`${words} changed: ${text(before[key])} before, ${text(after[key])} now.`],
    ),
    ...recipeChanges(before, after, nameOf),
  ];
}

const methods = [
  { key: 'base', words: 'What an area is compared with' },
  { key: 'normalise', words: 'How indicators are put on one scale' },
  { key: 'aggregate', words: 'How they are put together' },
  { key: 'availability', words: 'How much may be missing' },
  { key: 'weighting', words: 'Where the weights of the components come from' },
  { key: 'ranking', words: 'How areas are ranked' },
  { key: 'presentation', words: 'How the score is shown' },
] as const satisfies readonly { readonly key: keyof ComparedProfile; readonly words: string }[];

function recipeChanges(
  before: ComparedProfile,
  after: ComparedProfile,
  nameOf: (id: string) => string,
): string[] {
  if (JSON.stringify(before.recipe) === JSON.stringify(after.recipe)) return [];
  const stepsOf = ({ recipe }: ComparedProfile): string =>
    recipeSentences(recipe ?? [], nameOf).join(' ') || 'Nothing is done.';
  return [`How figures are prepared changed. Before: ${stepsOf(before)} Now: ${stepsOf(after)}`];
}

/** A setting as people read it: "method percentile, ties min". */
function text(setting: unknown): string {
  if (setting === undefined) return 'nothing';
  if (typeof setting !== 'object' || setting === null) return JSON.stringify(setting);
  return Object.entries(setting)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function placesOf(profile: ComparedProfile, nameOf: (id: string) => string): ReadonlyMap<string, Placed> {
  const places = new Map<string, Placed>();
  const visit = (node: ProfileNode, parent: string): void => {
    if ('indicator' in node) {
      const { indicator, weight, ...others } = node;
      const rest = { ...others, substitution: undefined };
      places.set(indicator, { kind: 'indicator', name: nameOf(indicator), weight, parent, rest: text(rest) });
      return;
    }
    const { id, title, weight, children, ...rest } = node;
    places.set(`component ${id}`, { kind: 'component', name: title, weight, parent, rest: text(rest) });
    for (const child of children) visit(child, title);
  };
  for (const component of profile.components) visit(component, '');
  return places;
}

function changesOf(was: Placed, now: Placed): string[] {
  return [
    ...(was.weight === now.weight
      ? []
      : [`The weight of ${now.name} goes from ${was.weight} to ${now.weight}.`]),
    ...(was.parent === now.parent ? [] : [`${now.name} moves to ${now.parent}.`]),
    ...(was.rest === now.rest
      ? []
      : [
          `${now.name} is treated differently: ${was.rest || 'as the others'} before, ${now.rest || 'as the others'} now.`,
        ]),
  ];
}
