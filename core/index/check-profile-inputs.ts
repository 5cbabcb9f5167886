import type { IndicatorDefinition } from '../contract/indicator.ts';
import type { Profile, ProfileNode } from '../contract/profile.ts';

export interface ProfileProblem {
  /** Where in the profile: `['components', 0, 'children', 2, 'indicator']`. */
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/**
 * The first thing wrong with the inputs of a profile, or null: an indicator that the catalogue does not have, one that
 * has no risky direction, one that is used twice, or an outcome. An outcome as an input would make every validation
 * against it worthless.
 */
export function checkProfileInputs(
  profile: Profile,
  indicators: readonly IndicatorDefinition[],
): ProfileProblem | null {
  if ((profile.recipe ?? []).length > 0) {
    return {
      path: ['recipe'],
      reason: 'a recipe is for `atlas index run`; the catalogue makes its own rates',
    };
  }
  const known = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const used = new Set<string>();
  for (const { leaf, path } of leavesOf(profile.components, ['components'])) {
    const definition = known.get(leaf.indicator);
    const at = [...path, 'indicator'];
    if (definition === undefined) return { path: at, reason: `"${leaf.indicator}" is not in the catalogue` };
    if (definition.role === 'outcome') {
      return {
        path: at,
        reason: `"${leaf.indicator}" is an outcome that profiles are checked against: it cannot be an input`,
      };
    }
    if (definition.direction === 'neutral' && leaf.direction === undefined) {
      return { path: at, reason: `"${leaf.indicator}" is neutral: say which direction is riskier` };
    }
    if (used.has(leaf.indicator)) return { path: at, reason: `"${leaf.indicator}" is used twice` };
    used.add(leaf.indicator);
  }
  return null;
}

interface PlacedLeaf {
  readonly leaf: Extract<ProfileNode, { indicator: string }>;
  readonly path: readonly (string | number)[];
}

function* leavesOf(
  nodes: readonly ProfileNode[],
  path: readonly (string | number)[],
): Generator<PlacedLeaf, void, undefined> {
  for (const [position, node] of nodes.entries()) {
    const here = [...path, position];
    if ('indicator' in node) yield { leaf: node, path: here };
    else yield* leavesOf(node.children, [...here, 'children']);
  }
}
