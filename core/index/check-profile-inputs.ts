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
 * against it worthless. What only `atlas index run` can do (a recipe, weights that are worked out) is refused too: the
 * map would pass over it without a word.
 */
export function checkProfileInputs(
  profile: Profile,
  indicators: readonly IndicatorDefinition[],
): ProfileProblem | null {
  const forFiles = firstForFiles(profile);
  if (forFiles !== null) return forFiles;
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

const plainId = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function firstForFiles(profile: Profile): ProfileProblem | null {
  for (const field of ['recipe', 'weighting'] as const) {
    if (profile[field] !== undefined) return forFilesOnly([field]);
  }
  for (const { leaf, path } of leavesOf(profile.components, ['components'])) {
    for (const field of ['column', 'denominator', 'scale', 'treat', 'impute'] as const) {
      if (leaf[field] !== undefined) return forFilesOnly([...path, field]);
    }
    const isNamed = leaf.normalise?.method === 'distance-to-reference';
    if (isNamed) return forFilesOnly([...path, 'normalise']);
  }
  for (const { component, path } of componentsOf(profile.components, ['components'])) {
    if (component.weighting !== undefined) return forFilesOnly([...path, 'weighting']);
    if (component.aggregate?.method === 'benefit-of-the-doubt') return forFilesOnly([...path, 'aggregate']);
    if (!plainId.test(component.id)) {
      return { path: [...path, 'id'], reason: 'an id is lower-case words joined by hyphens' };
    }
  }
  return null;
}

function forFilesOnly(path: ProfileProblem['path']): ProfileProblem {
  return {
    path,
    reason: 'this is for `atlas index run`; the catalogue makes its own rates, and the map its weights',
  };
}

interface PlacedComponent {
  readonly component: Exclude<ProfileNode, { indicator: string }>;
  readonly path: readonly (string | number)[];
}

function* componentsOf(
  nodes: readonly ProfileNode[],
  path: readonly (string | number)[],
): Generator<PlacedComponent, void, undefined> {
  for (const [position, node] of nodes.entries()) {
    if ('indicator' in node) continue;
    const here = [...path, position];
    yield { component: node, path: here };
    yield* componentsOf(node.children, [...here, 'children']);
  }
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
