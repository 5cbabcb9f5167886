import { parentTypes } from '../contract/area.ts';
import type { IndicatorDefinition } from '../contract/indicator.ts';
import type { Profile, ProfileNode } from '../contract/profile.ts';

export interface ProfileProblem {
  /** Where in the profile: `['components', 0, 'children', 2, 'indicator']`. */
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/**
 * The first thing wrong with the inputs of a profile, or null: an indicator that the catalogue does not have, one that
 * has no risky direction, one that is used twice, an outcome, or something that only files can do.
 */
export function checkProfileInputs(
  profile: Profile,
  indicators: readonly IndicatorDefinition[],
): ProfileProblem | null {
  const known = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const problem = checkStoredProfile(profile, (id) => known.get(id)?.role === 'outcome');
  if (problem !== null) return problem;
  const used = new Set<string>();
  for (const { leaf, path } of leavesOf(profile.components, ['components'])) {
    const definition = known.get(leaf.indicator);
    const at = [...path, 'indicator'];
    if (definition === undefined) return { path: at, reason: `"${leaf.indicator}" is not in the catalogue` };
    if (definition.direction === 'neutral' && leaf.direction === undefined) {
      return { path: at, reason: `"${leaf.indicator}" is neutral: say which direction is riskier` };
    }
    if (used.has(leaf.indicator)) return { path: at, reason: `"${leaf.indicator}" is used twice` };
    used.add(leaf.indicator);
  }
  return null;
}

/**
 * What keeps a profile from being scored on what is loaded, wherever it comes from (the catalogue, a link, somebody's
 * text), or null. An outcome as an input would make every validation against it worthless. Columns and codes of a file
 * mean nothing here, and linear programmes are not for the browser, which scores again while a slider moves.
 */
export function checkStoredProfile(
  profile: Profile,
  isOutcome: (indicatorId: string) => boolean,
): ProfileProblem | null {
  for (const { leaf, path } of leavesOf(profile.components, ['components'])) {
    if (isOutcome(leaf.indicator)) {
      const reason = `"${leaf.indicator}" is an outcome that profiles are checked against: it cannot be an input`;
      return { path: [...path, 'indicator'], reason };
    }
  }
  return firstForFiles(profile) ?? firstInRecipe(profile);
}

const plainId = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function firstForFiles({ normalise, aggregate, components }: Profile): ProfileProblem | null {
  if (isOfFiles(normalise)) return forFilesOnly(['normalise']);
  if (isOfFiles(aggregate)) return forFilesOnly(['aggregate']);
  for (const { leaf, path } of leavesOf(components, ['components'])) {
    for (const field of ['column', 'denominator', 'scale'] as const) {
      if (leaf[field] !== undefined) return forFilesOnly([...path, field]);
    }
    if (isOfFiles(leaf.normalise)) return forFilesOnly([...path, 'normalise']);
    if (isOfFiles(leaf.impute)) return forFilesOnly([...path, 'impute']);
    const group = unknownGroup(leaf.impute);
    if (group !== null) return notGrouped([...path, 'impute', 'group'], group);
  }
  for (const { component, path } of componentsOf(components, ['components'])) {
    if (isOfFiles(component.aggregate)) return forFilesOnly([...path, 'aggregate']);
    if (isOfFiles(component.normalise)) return forFilesOnly([...path, 'normalise']);
    if (!plainId.test(component.id)) {
      return { path: [...path, 'id'], reason: 'an id is lower-case words joined by hyphens' };
    }
  }
  return null;
}

function firstInRecipe({ recipe }: Profile): ProfileProblem | null {
  for (const [at, stage] of (recipe ?? []).entries()) {
    const path = ['recipe', at];
    switch (stage.stage) {
      case 'denominate':
      case 'shrink': {
        if (stage.indicators === undefined) {
          const reason = 'name the rates that are made again from their counts';
          return { path: [...path, 'indicators'], reason };
        }
        const group = stage.stage === 'shrink' ? unknownGroup(stage) : null;
        if (group !== null) return notGrouped([...path, 'group'], group);
        break;
      }
      case 'impute': {
        if (isOfFiles(stage.by)) return forFilesOnly([...path, 'by']);
        const group = unknownGroup(stage.by);
        if (group !== null) return notGrouped([...path, 'by', 'group'], group);
        break;
      }
      case 'normalise':
      case 'aggregate':
        if (isOfFiles(stage.by)) return forFilesOnly([...path, 'by']);
        break;
      case 'screen':
      case 'treat':
        break;
    }
  }
  return null;
}

/** Methods that ask for codes, neighbours or other columns of a file, or for a solver. */
const methodsOfFiles: readonly string[] = [
  'distance-to-reference',
  'benefit-of-the-doubt',
  'spatial-lag',
  'panel',
];

function isOfFiles(rule: { readonly method: string } | undefined): boolean {
  return rule !== undefined && methodsOfFiles.includes(rule.method);
}

function forFilesOnly(path: ProfileProblem['path']): ProfileProblem {
  return { path, reason: 'this is for `atlas index run` only' };
}

/** The first group of a rule that is no kind of area; null where there is none. */
function unknownGroup(rule: object | undefined): string | null {
  const group = rule !== undefined && 'group' in rule ? rule.group : [];
  const names = [group].flat().map(String);
  return names.find((name) => !parentTypes.some((type) => type === name)) ?? null;
}

function notGrouped(path: ProfileProblem['path'], group: string): ProfileProblem {
  return { path, reason: `areas cannot be grouped by "${group}": use ${parentTypes.join(', ')}` };
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

/** Every indicator of a profile with where it stands, in the order of the text. */
export function* leavesOf(
  nodes: readonly ProfileNode[],
  path: readonly (string | number)[] = [],
): Generator<PlacedLeaf, void, undefined> {
  for (const [position, node] of nodes.entries()) {
    const here = [...path, position];
    if ('indicator' in node) yield { leaf: node, path: here };
    else yield* leavesOf(node.children, [...here, 'children']);
  }
}
