import type { Aggregation, Weighting } from '../contract/aggregation.ts';
import type { Direction } from '../contract/indicator.ts';
import type { Normalisation } from '../contract/normalisation.ts';
import type {
  IndexDefinition,
  Presentation,
  ProfileComponent,
  ProfileLeaf,
  ProfileNode,
  RankingRule,
} from '../contract/profile.ts';
import type { Imputation, RecipeStage, Treatment } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import type { Goalposts } from './goalposts.ts';
import { splitRecipe } from './split-recipe.ts';

/**
 * A profile made flat: every indicator and every component has a slot, the indicators first (in the order of the
 * profile), then the components (children before parents), the root last. Weights stand in one array by slot, so that
 * a weight can be changed without touching anything else.
 */
export interface CompiledIndex {
  readonly leaves: readonly CompiledLeaf[];
  readonly nodes: readonly CompiledNode[];
  /** The weight of every slot among its siblings, as the profile gives it; the root's is 1. */
  readonly weights: Float64Array;
  readonly availabilityBy: 'count' | 'weight';
  readonly presentation: Presentation;
  readonly ranking: RankingRule;
  /** What is done to the raw values before they are normalised: see prepare-data.ts. */
  readonly recipe: readonly RecipeStage[];
}

export interface CompiledLeaf {
  readonly slot: number;
  readonly indicatorId: string;
  readonly componentId: string;
  /** 1 where a higher value is riskier, -1 where a lower one is. */
  readonly sign: 1 | -1;
  readonly normalise: Normalisation;
  readonly target: number | null;
  readonly goalposts: Goalposts | null;
  readonly substitution: string | null;
  /** The column that counts are divided by, or null where the indicator is what it should be already. */
  readonly denominator: string | null;
  /** What the quotient is multiplied by; null leaves it to the stage. */
  readonly scale: number | null;
  readonly treat: Treatment | 'none' | null;
  readonly impute: Imputation | null;
}

export interface CompiledNode {
  readonly slot: number;
  readonly id: string;
  readonly title: string;
  /** Slots. */
  readonly children: readonly number[];
  /** What the weighted mean is multiplied by: 1, or the sum of the profile's own weights where it divides by one. */
  readonly total: number;
  readonly normalise: Normalisation;
  readonly aggregate: Aggregation;
  readonly weighting: Weighting;
  /** The share (0-1) of the children below which the node is missing. */
  readonly availability: number;
}

/** Which way round the catalogue says an indicator is; null where it knows none of that name. */
export type DirectionOf = (indicatorId: string) => Direction | null;

interface Compilation {
  readonly profile: IndexDefinition;
  readonly defaults: { readonly normalise: Normalisation; readonly aggregate: Aggregation };
  readonly directionOf: DirectionOf;
  readonly names: Set<string>;
  readonly leaves: CompiledLeaf[];
  /** Node slots are counted from 0 here and moved behind the leaves at the end. */
  readonly nodes: CompiledNode[];
  readonly leafWeights: number[];
  readonly nodeWeights: number[];
}

/**
 * Compiles a profile for scoring.
 *
 * What a leaf or component leaves unsaid comes from the profile: a leaf takes `profile.normalise`, a component takes
 * `profile.aggregate` and no normalisation of its own. The root is aggregated by `profile.aggregate`. Where the recipe
 * names a normalise or aggregate stage, that takes the profile's place.
 *
 * @throws AppError invalid-request with the path in the profile: an id used twice, an indicator the catalogue does not
 * know, an indicator without a direction, or siblings whose weights are all zero.
 */
export function compileProfile(profile: IndexDefinition, directionOf: DirectionOf): CompiledIndex {
  const { recipe, ...defaults } = splitRecipe(profile);
  const compilation: Compilation = {
    profile,
    defaults,
    directionOf,
    names: new Set([profile.id]),
    leaves: [],
    nodes: [],
    leafWeights: [],
    nodeWeights: [],
  };
  const { id, title, weighting, components: children } = profile;
  const root = { id, title, weight: 1, weighting, children };
  compileComponent(compilation, root, '');
  const { leaves, nodes } = compilation;
  // Until here a component's slot is ~position, so that it cannot be mistaken for an indicator's.
  const finalSlot = (slot: number): number => (slot < 0 ? leaves.length + ~slot : slot);
  return {
    leaves,
    nodes: nodes.map((node) => ({
      ...node,
      slot: finalSlot(node.slot),
      children: node.children.map(finalSlot),
    })),
    weights: Float64Array.from([...compilation.leafWeights, ...compilation.nodeWeights]),
    availabilityBy: profile.availabilityBy ?? 'count',
    presentation: profile.presentation,
    ranking: profile.ranking ?? { ties: 'average' },
    recipe,
  };
}

function compileComponent(compilation: Compilation, component: ProfileComponent, path: string): number {
  const { profile, defaults, nodes } = compilation;
  const listName = path === '' ? 'components' : `${path}.children`;
  const children = component.children.map((child, position) =>
    compileChild(compilation, child, { componentId: component.id, path: `${listName}[${position}]` }),
  );
  const weightSum = component.children.reduce((sum, child) => sum + child.weight, 0);
  if (weightSum <= 0) {
    throw invalid(listName, 'every weight is zero: at least one must be above zero', component.id);
  }
  const aggregate = component.aggregate ?? defaults.aggregate;
  const slot = ~nodes.length;
  nodes.push({
    slot,
    id: component.id,
    title: component.title,
    children,
    total: aggregate.method === 'arithmetic' && aggregate.divideBy === 'one' ? weightSum : 1,
    normalise: component.normalise ?? { method: 'none' },
    aggregate,
    weighting: component.weighting ?? { method: 'given' },
    availability: component.availability ?? profile.availability,
  });
  compilation.nodeWeights.push(component.weight);
  return slot;
}

interface Place {
  readonly componentId: string;
  readonly path: string;
}

function compileChild(compilation: Compilation, child: ProfileNode, place: Place): number {
  const isLeaf = 'indicator' in child;
  const name = isLeaf ? child.indicator : child.id;
  if (compilation.names.has(name)) {
    const field = `${place.path}.${isLeaf ? 'indicator' : 'id'}`;
    throw invalid(field, 'this id is already used in the profile', name);
  }
  compilation.names.add(name);
  return isLeaf ? compileLeaf(compilation, child, place) : compileComponent(compilation, child, place.path);
}

function compileLeaf(compilation: Compilation, leaf: ProfileLeaf, place: Place): number {
  const { defaults, directionOf, leaves, leafWeights } = compilation;
  const catalogued = directionOf(leaf.indicator);
  if (catalogued === null) {
    throw invalid(`${place.path}.indicator`, 'no indicator of this id is known', leaf.indicator);
  }
  const direction = leaf.direction ?? catalogued;
  if (direction === 'neutral') {
    throw invalid(
      `${place.path}.direction`,
      'the catalogue calls this indicator neutral, so the profile must say which way is riskier',
      leaf.indicator,
    );
  }
  const slot = leaves.length;
  leaves.push({
    slot,
    indicatorId: leaf.indicator,
    componentId: place.componentId,
    sign: direction === 'higher-is-riskier' ? 1 : -1,
    normalise: leaf.normalise ?? defaults.normalise,
    target: leaf.target ?? null,
    goalposts: leaf.goalposts ?? null,
    substitution: leaf.substitution ?? null,
    denominator: leaf.denominator ?? null,
    scale: leaf.scale ?? null,
    treat: leaf.treat ?? null,
    impute: leaf.impute ?? null,
  });
  leafWeights.push(leaf.weight);
  return slot;
}

function invalid(field: string, reason: string, value: string): AppError {
  return new AppError('invalid-request', `The profile is not valid at ${field} ("${value}"): ${reason}.`, {
    details: { field, value, reason },
  });
}
