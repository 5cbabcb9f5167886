import { AppError } from '../errors.ts';
import type { CompiledIndex } from './compile-profile.ts';

/**
 * The profile's weights with some of them changed, by indicator or component id: what a weight slider or the `weights`
 * parameter of the API says. A weight of 0 switches an input off.
 *
 * @throws AppError invalid-request for an id that the profile does not have, for a weight that is not a number of zero
 * or more, and where all children of a component would be switched off while the component is not.
 */
export function weightsWith(
  compiled: CompiledIndex,
  changes: Readonly<Record<string, number>>,
): Float64Array {
  const weights = compiled.weights.slice();
  const slots = slotsById(compiled);
  for (const [id, weight] of Object.entries(changes)) {
    const slot = slots.get(id);
    if (slot === undefined) throw invalid(id, 'the profile has no indicator or component of this id');
    if (!Number.isFinite(weight) || weight < 0) throw invalid(id, 'a weight is a number of zero or more');
    weights[slot] = weight;
  }
  const empty = compiled.nodes.find(
    (node) => (weights[node.slot] ?? 0) > 0 && node.children.every((child) => weights[child] === 0),
  );
  if (empty !== undefined) throw invalid(empty.id, 'all its inputs are switched off');
  return weights;
}

/**
 * Weights with some indicators switched off, and every component that is left with nothing. Null where nothing at all
 * would be left.
 */
export function weightsWithout(
  { nodes }: CompiledIndex,
  weights: Float64Array,
  ...leaves: readonly number[]
): Float64Array | null {
  const left = weights.slice();
  for (const slot of leaves) left[slot] = 0;
  for (const { slot, children } of nodes) {
    if (children.every((child) => left[child] === 0)) left[slot] = 0;
  }
  return left.at(-1) === 0 ? null : left;
}

/** The slot of every indicator and component by its id; the root is not among them. */
function slotsById(compiled: CompiledIndex): ReadonlyMap<string, number> {
  const slots = new Map(compiled.leaves.map((leaf) => [leaf.indicatorId, leaf.slot]));
  for (const node of compiled.nodes.slice(0, -1)) slots.set(node.id, node.slot);
  return slots;
}

/**
 * The share (0-1) of the whole index that each indicator carries where nothing is missing: the product of
 * w / sum(sibling w) from the root down. In the order of `compiled.leaves`; adds up to 1.
 *
 * Source: COINr `get_eff_weights`.
 */
export function effectiveWeights(compiled: CompiledIndex, weights = compiled.weights): Float64Array {
  const shares = new Float64Array(weights.length);
  shares[weights.length - 1] = 1;
  for (const node of [...compiled.nodes].reverse()) {
    const sum = node.children.reduce((total, child) => total + (weights[child] ?? 0), 0);
    for (const child of node.children) {
      shares[child] = sum === 0 ? 0 : ((shares[node.slot] ?? 0) * (weights[child] ?? 0)) / sum;
    }
  }
  return shares.slice(0, compiled.leaves.length);
}

/**
 * The share (0-1) of the whole index that every slot carries: of an indicator its effective weight, of a component the
 * sum of those below it. In the order of slots; the root's is 1.
 */
export function shareOfSlots(compiled: CompiledIndex, weights = compiled.weights): Float64Array {
  const shares = new Float64Array(weights.length);
  shares.set(effectiveWeights(compiled, weights));
  for (const node of compiled.nodes) {
    shares[node.slot] = node.children.reduce((sum, child) => sum + (shares[child] ?? 0), 0);
  }
  return shares;
}

function invalid(id: string, reason: string): AppError {
  return new AppError('invalid-request', `The weight of "${id}" cannot be used: ${reason}.`, {
    details: { field: `weights.${id}`, value: id, reason },
  });
}
