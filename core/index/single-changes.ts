import type { ProfileComponent, ProfileNode } from '../contract/profile.ts';
import type { ComparedProfile } from './profile-changes.ts';

/** A profile with one of its settings taken from another. */
export interface SingleChange<Kind> {
  /** What was taken over: `weights`, `indicators` or a field of the profile. */
  readonly setting: string;
  readonly profile: Kind;
}

/** Settings that stand for themselves, beside the components. */
const settings = [
  'recipe',
  'normalise',
  'weighting',
  'aggregate',
  'availability',
  'availabilityBy',
  'base',
  'ranking',
  'presentation',
] as const satisfies readonly (keyof ComparedProfile)[];

/**
 * A profile with each of the settings in which another differs, one at a time: what each of them does by itself. The
 * effects need not add up to that of all together. Where both have the same indicators in the same places, weights are
 * a setting of their own and `indicators` is what else is said of them; else `indicators` is the whole tree.
 *
 * @example singleChanges(mine, other).map(({ setting }) => setting) // ['aggregate', 'weights']
 */
export function singleChanges<Kind extends ComparedProfile>(before: Kind, after: Kind): SingleChange<Kind>[] {
  const own = settings
    .filter((key) => differs(before[key], after[key]))
    .map((setting) => ({ setting, profile: { ...before, [setting]: after[setting] } }));
  return [...own, ...componentChanges(before, after)];
}

function componentChanges<Kind extends ComparedProfile>(before: Kind, after: Kind): SingleChange<Kind>[] {
  const first = before.components;
  const second = after.components;
  if (!differs(first, second)) return [];
  if (shapeOf(first) !== shapeOf(second)) {
    return [{ setting: 'indicators', profile: { ...before, components: second } }];
  }
  const weighed = withWeights(first, second);
  const treated = withWeights(second, first);
  return [
    ...(differs(first, weighed) ? [{ setting: 'weights', profile: { ...before, components: weighed } }] : []),
    ...(differs(first, treated)
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

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
