import type { ComparisonBase, Profile } from '../../core/contract/profile.ts';
import { groupsByKey, oneGroup } from '../../core/index/comparison-groups.ts';
import type { ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { compileProfile } from '../../core/index/compile-profile.ts';
import type { CompiledIndex } from '../../core/index/compile-profile.ts';
import { takenAsTheyAre } from '../../core/index/normalise-stage.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { createScorer } from '../../core/index/score-index.ts';
import type { ScoredIndex } from '../../core/index/score-index.ts';
import { effectiveWeights, weightsWith } from '../../core/index/weights.ts';
import { AppError } from '../../core/errors.ts';
import type { ProfileBlock } from './profile-block.ts';
import { t } from '../language/words.ts';

/** The reader's own weights: how many times its weight in the profile an indicator counts, and what is switched off. */
export interface WeightChoice {
  readonly weights: Readonly<Record<string, number>>;
  readonly off: readonly string[];
}

/** Scores a block again and again; what does not depend on weights is computed once. */
export interface Rescorer {
  readonly compiled: CompiledIndex;
  readonly score: (choice: WeightChoice) => ScoredIndex;
  /** The share (0-1) of the whole that each indicator carries, by id. */
  readonly shares: (choice: WeightChoice) => ReadonlyMap<string, number>;
}

/** Which rows of the block are compared with which. */
export function blockGroups(block: ProfileBlock, base: ComparisonBase): ComparisonGroups {
  const rowCount = block.codes.length;
  if (base.kind === 'everything') return oneGroup(rowCount);
  if (base.kind === 'within') {
    const parent = block.parents.get(base.type);
    return groupsByKey(block.codes.map((_, row) => parent?.codes[parent.positions[row] ?? -1] ?? null));
  }
  const wanted = new Set(base.codes);
  const parents = [...block.parents.values()];
  const isInside = (code: string, row: number): boolean =>
    wanted.has(code) || parents.some(({ codes, positions }) => wanted.has(codes[positions[row] ?? -1] ?? ''));
  return groupsByKey(block.codes.map((code, row) => (isInside(code, row) ? 'inside' : null)));
}

/**
 * Weights by indicator and component id as the engine takes them, so that an indicator that counts k times has k times
 * its published share beside every other indicator, in its own component or not. Changing the indicator's weight alone
 * would only share out its component anew, and do nothing where it is alone there: so each component's weight grows or
 * shrinks with the sum of its inputs, and one whose inputs are all off is off itself.
 *
 * @throws AppError not-computable when nothing is left.
 */
export function engineWeights(compiled: CompiledIndex, choice: WeightChoice): Record<string, number> {
  const changes: Record<string, number> = {};
  const weightOf = compiled.weights.slice();
  for (const leaf of compiled.leaves) {
    const times = choice.off.includes(leaf.indicatorId) ? 0 : (choice.weights[leaf.indicatorId] ?? 1);
    weightOf[leaf.slot] = (compiled.weights[leaf.slot] ?? 0) * times;
    if (times !== 1) changes[leaf.indicatorId] = weightOf[leaf.slot] ?? 0;
  }
  const sumOver = (weights: Float64Array, slots: readonly number[]): number =>
    slots.reduce((sum, slot) => sum + (weights[slot] ?? 0), 0);
  const root = compiled.nodes.at(-1);
  for (const node of compiled.nodes) {
    const published = sumOver(compiled.weights, node.children);
    const wanted = sumOver(weightOf, node.children);
    if (node === root || wanted === published) continue;
    weightOf[node.slot] = ((compiled.weights[node.slot] ?? 0) * wanted) / published;
    changes[node.id] = weightOf[node.slot] ?? 0;
  }
  if (root !== undefined && sumOver(weightOf, root.children) === 0) {
    throw new AppError('not-computable', t('explorer.allOff'));
  }
  return changes;
}

/** The index that is scored here: after the recipe, which the server carried out, and with the weights that came of it. */
function preparedIndex({ header }: ProfileBlock, compiled: CompiledIndex): CompiledIndex {
  if (header.prepared === null) return compiled;
  const { weights, isNormalised } = header.prepared;
  const settled = {
    ...(isNormalised ? takenAsTheyAre(compiled) : compiled),
    weights: Float64Array.from(weights),
  };
  return { ...settled, nodes: settled.nodes.map((node) => ({ ...node, weighting: { method: 'given' } })) };
}

/** Prepares a block for scoring with the engine that the server scores with. */
export function createRescorer(block: ProfileBlock, profile: Profile): Rescorer {
  const directions = new Map(block.header.indicators.map(({ id, direction }) => [id, direction]));
  const compiled = preparedIndex(
    block,
    compileProfile(profile, (id) => directions.get(id) ?? null),
  );
  const columns = compiled.leaves.map(
    ({ indicatorId }) => block.prepared.get(indicatorId) ?? block.indicators.get(indicatorId) ?? [],
  );
  const { ids, count } = blockGroups(block, block.header.base);
  const scorer = createScorer(compiled, matrixOf(block.codes.length, columns), {
    ids: ids.map((group, row) => (block.isScreenedOut(row) ? -1 : group)),
    count,
  });
  const weights = (choice: WeightChoice): Float64Array =>
    weightsWith(compiled, engineWeights(compiled, choice));
  return {
    compiled,
    score: (choice) => scorer.score(weights(choice)),
    shares: (choice) => {
      const shares = effectiveWeights(compiled, weights(choice));
      return new Map(compiled.leaves.map(({ indicatorId, slot }) => [indicatorId, shares[slot] ?? 0]));
    },
  };
}
