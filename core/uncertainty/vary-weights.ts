import type { WeightNoise } from '../contract/assumptions.ts';
import { drawGamma } from '../distributions/draw-gamma.ts';
import type { CompiledIndex } from '../index/compile-profile.ts';
import type { RandomStream } from '../random.ts';

/**
 * Weights with noise, slot by slot in their fixed order.
 *
 * `uniform`: w (1 + U(-spread, spread)), each weight by itself. `dirichlet`: the shares of each component's children are
 * drawn from Dirichlet(concentration times share), which keeps their mean; their sum stays as it was.
 * Weights of zero stay zero.
 *
 * Source: COINr `get_noisy_weights` (uniform).
 */
export function noisyWeights(
  { compiled, weights }: { readonly compiled: CompiledIndex; readonly weights: Float64Array },
  rule: WeightNoise,
  random: RandomStream,
): Float64Array {
  const isVaried = (slot: number): boolean =>
    rule.of === 'all' || slot < compiled.leaves.length === (rule.of === 'indicators');
  const noisy = weights.slice();
  if (rule.noise === 'uniform') {
    // The root has no siblings: its weight changes nothing.
    for (let slot = 0; slot < weights.length - 1; slot += 1) {
      if (!isVaried(slot)) continue;
      noisy[slot] = (weights[slot] ?? 0) * (1 + rule.spread * (2 * random.nextUniform() - 1));
    }
    return noisy;
  }
  for (const node of compiled.nodes) {
    const children = node.children.filter((slot) => isVaried(slot) && (weights[slot] ?? 0) > 0);
    const sum = children.reduce((total, slot) => total + (weights[slot] ?? 0), 0);
    const drawn = children.map((slot) =>
      drawGamma(random, (rule.concentration * (weights[slot] ?? 0)) / sum),
    );
    const drawnSum = drawn.reduce((total, value) => total + value, 0);
    children.forEach((slot, at) => {
      noisy[slot] = (sum * (drawn[at] ?? 0)) / drawnSum;
    });
  }
  return noisy;
}
