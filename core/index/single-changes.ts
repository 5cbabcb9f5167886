import type { ProfileComponent, ProfileNode } from '../contract/profile.ts';
import { profileSettings, settingOf, type ComparedProfile } from './profile-settings.ts';

/** A profile with one of its settings taken from another. */
export interface SingleChange<Kind> {
  /** What was taken over: `weights`, `indicators` or a field of the profile. */
  readonly setting: string;
  readonly profile: Kind;
}

/**
 * A profile with each of the settings in which another differs, one at a time: what each of them does by itself. The
 * effects need not add up to that of all together. Where both have the same indicators in the same places, weights are
 * a setting of their own and `indicators` is what else is said of them; else `indicators` is the whole tree. Words (titles,
 * what stands in for what) are not method and are passed over.
 *
 * @example singleChanges(mine, other).map(({ setting }) => setting) // ['aggregate', 'weights']
 */
export function singleChanges<Kind extends ComparedProfile>(before: Kind, after: Kind): SingleChange<Kind>[] {
  const own = profileSettings
    .filter(({ key }) => differs(settingOf(before, key), settingOf(after, key)))
    .map(({ key }) => ({ setting: key, profile: { ...before, [key]: after[key] } }));
  return [...own, ...componentChanges(before, after)];
}

function componentChanges<Kind extends ComparedProfile>(before: Kind, after: Kind): SingleChange<Kind>[] {
  const first = before.components;
  const second = after.components;
  if (!differ(first, second)) return [];
  if (shapeOf(first) !== shapeOf(second)) {
    return [{ setting: 'indicators', profile: { ...before, components: second } }];
  }
  const weighed = withWeights(first, second);
  const treated = withWeights(second, first);
  return [
    ...(differ(first, weighed) ? [{ setting: 'weights', profile: { ...before, components: weighed } }] : []),
    ...(differ(first, treated)
      ? [{ setting: 'indicators', profile: { ...before, components: treated } }]
      : []),
  ];
}

/** The tree by its names alone. */
function shapeOf(nodes: readonly ProfileNode[]): string {
  return nodes
    .map((node) => ('indicator' in node ? `"${node.indicator}"` : `${node.id}(${shapeOf(node.children)})`))
    .join(',');
}

/** The nodes of one tree with the weights of another of the same shape. */
function withWeights(nodes: readonly ProfileNode[], from: readonly ProfileNode[]): ProfileNode[] {
  return nodes.map((node, at): ProfileNode => {
    const other = from[at];
    const weight = other?.weight ?? node.weight;
    if ('indicator' in node) return { ...node, weight };
    const children = withWeights(node.children, isComponent(other) ? other.children : []);
    return { ...node, weight, children };
  });
}

function isComponent(node: ProfileNode | undefined): node is ProfileComponent {
  return node !== undefined && !('indicator' in node);
}

/** Whether two trees differ in more than words. */
function differ(one: readonly ProfileNode[], other: readonly ProfileNode[]): boolean {
  return differs(withoutWords(one), withoutWords(other));
}

function withoutWords(nodes: readonly ProfileNode[]): ProfileNode[] {
  return nodes.map((node): ProfileNode =>
    'indicator' in node
      ? { ...node, substitution: undefined }
      : { ...node, title: '', children: withoutWords(node.children) },
  );
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
