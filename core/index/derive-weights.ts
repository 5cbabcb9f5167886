import type { Weighting } from '../contract/aggregation.ts';
import type { CompiledIndex, CompiledNode } from './compile-profile.ts';
import { factorAnalysis } from './factor-analysis.ts';
import { nameError } from './name-error.ts';
import type { NormalisedColumn } from './normalise.ts';
import { optimisedWeights } from './optimised-weights.ts';
import { pairwiseWeights } from './pairwise-weights.ts';
import { principalComponentWeights } from './principal-components.ts';

/** A node's value before and after its own normalisation. */
export interface NodeColumns {
  readonly before: Float64Array;
  readonly column: NormalisedColumn;
}

type AggregateNode = (
  node: CompiledNode,
  columns: readonly NormalisedColumn[],
  weights: Float64Array,
) => NodeColumns;

/**
 * The weights of an index whose profile asks for some to be worked out: children before parents, each component's from
 * the normalised values of its children. Where all are given, those.
 *
 * @throws AppError not-computable where a method has too few complete areas, or no solution.
 */
export function derivedWeights(
  compiled: CompiledIndex,
  leafColumns: readonly NormalisedColumn[],
  aggregate: AggregateNode,
): Float64Array {
  if (compiled.nodes.every(({ weighting }) => weighting.method === 'given')) return compiled.weights;
  const weights = compiled.weights.slice();
  const columns = [...leafColumns];
  for (const node of compiled.nodes) {
    const counted = node.children.filter((slot) => (weights[slot] ?? 0) > 0);
    const own = nameError(node.id, () =>
      childWeights(node.weighting, {
        ids: counted.map((slot) => idOfSlot(compiled, slot)),
        columns: counted.map((slot) => columns[slot]?.values ?? new Float64Array(0)),
        given: counted.map((slot) => weights[slot] ?? 0),
        aggregate: (trial) => {
          const tried = weights.slice();
          counted.forEach((slot, at) => (tried[slot] = trial[at] ?? 0));
          return aggregate(node, columns, tried).before;
        },
      }),
    );
    counted.forEach((slot, at) => (weights[slot] = own[at] ?? 0));
    columns.push(aggregate(node, columns, weights).column);
  }
  return weights;
}

interface Children {
  readonly ids: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly given: readonly number[];
  /** The component's value with other weights of these children. */
  readonly aggregate: (weights: readonly number[]) => Float64Array;
}

function childWeights(weighting: Weighting, children: Children): readonly number[] {
  const { ids, columns, given } = children;
  switch (weighting.method) {
    case 'given':
      return given;
    case 'equal':
      return given.map(() => 1 / given.length);
    case 'principal-components':
      return principalComponentWeights(columns, weighting.variant);
    case 'factor-analysis':
      return factorAnalysis(columns).weights;
    case 'pairwise':
      return pairwiseWeights(ids, weighting);
    case 'optimised': {
      const importance = ids.map((id) => weighting.importance?.[id] ?? 1);
      return optimisedWeights(children, { ...weighting, importance });
    }
  }
}

function idOfSlot(compiled: CompiledIndex, slot: number): string {
  const leaf = compiled.leaves[slot];
  return leaf?.indicatorId ?? compiled.nodes.find((node) => node.slot === slot)?.id ?? '';
}
