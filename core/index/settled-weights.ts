import type { IndexDefinition, ProfileNode } from '../contract/profile.ts';
import type { CompiledIndex } from './compile-profile.ts';

/**
 * The profile with the weights that came out of it written in: those its weighting worked out, and 0 for what was
 * screened out. What is scored with it has the same weights, whatever the data.
 */
export function withSettledWeights<Definition extends IndexDefinition>(
  profile: Definition,
  { leaves, nodes, weights }: CompiledIndex,
): Definition {
  const slots = new Map<string, number>([
    ...leaves.map(({ indicatorId, slot }) => [indicatorId, slot] as const),
    ...nodes.map(({ id, slot }) => [id, slot] as const),
  ]);
  const weightOf = (id: string): number => weights[slots.get(id) ?? -1] ?? 0;
  const settle = <Node extends ProfileNode>(node: Node): Node =>
    'indicator' in node
      ? { ...node, weight: weightOf(node.indicator) }
      : { ...node, weight: weightOf(node.id), weighting: undefined, children: node.children.map(settle) };
  return { ...profile, weighting: undefined, components: profile.components.map(settle) };
}
