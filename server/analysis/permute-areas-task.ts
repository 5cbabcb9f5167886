import {
  permuteConditionally,
  type ConditionalDeal,
  type ConditionalTallies,
} from '../../core/spatial/permute-conditionally.ts';
import type { TaskAnswer } from './task-messages.ts';

/** The task of permute-areas.ts in its threads: the permutations of some areas. */
export function startTasks(deal: ConditionalDeal): (areas: Int32Array) => TaskAnswer<ConditionalTallies> {
  return (areas) => {
    const result = permuteConditionally(deal, areas);
    const buffers = [result.atLeast, result.atMost, result.mean, result.variance].map(({ buffer }) => buffer);
    return { result, transfer: buffers.filter((buffer) => buffer instanceof ArrayBuffer) };
  };
}
