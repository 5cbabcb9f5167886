import type { ProfileLeaf, ProfileNode } from '../contract/profile.ts';
import { createTranslator } from '../language/translator.ts';
import { profileSettings, settingOf, type ComparedProfile } from './profile-settings.ts';
import { recipeSentences, type LeafMethods } from './recipe-sentences.ts';

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
    ...profileSettings.flatMap(({ key, words }) => {
      const was = settingOf(before, key);
      const now = settingOf(after, key);
      if (text(was) === text(now)) return [];
      const recipes = key === 'recipe' ? recipesInWords(before, after, nameOf) : null;
      return [`${words} changed${recipes ?? `: ${text(was)} before, ${text(now)} now.`}`];
    }),
  ];
}

/** What differs between versions is told in English. */
const english = createTranslator('en');

/** What two recipes do, in sentences; null where the sentences are the same and only their settings tell. */
function recipesInWords(
  before: ComparedProfile,
  after: ComparedProfile,
  nameOf: (id: string) => string,
): string | null {
  const stepsOf = ({ recipe, components }: ComparedProfile): string =>
    recipeSentences({ recipe: recipe ?? [], leaves: methodsOfLeaves(components) }, nameOf, english).join(
      ' ',
    ) || 'Nothing is done.';
  const was = stepsOf(before);
  const now = stepsOf(after);
  return was === now ? null : `. Before: ${was} Now: ${now}`;
}

function methodsOfLeaves(nodes: readonly ProfileNode[]): readonly LeafMethods[] {
  const methodsOf = ({ indicator, impute, treat }: ProfileLeaf): LeafMethods => {
    return { indicatorId: indicator, impute: impute ?? null, treat: treat ?? null };
  };
  return nodes.flatMap((node) => ('indicator' in node ? [methodsOf(node)] : methodsOfLeaves(node.children)));
}

/** A setting as people read it: "method percentile, ties min"; a list with "; " between. */
function text(setting: unknown): string {
  if (setting === undefined) return 'nothing';
  if (Array.isArray(setting)) return setting.map(text).join('; ') || 'nothing';
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
