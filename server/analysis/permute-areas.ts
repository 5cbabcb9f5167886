import type { ConditionalDeal, ConditionalTallies } from '../../core/spatial/permute-conditionally.ts';
import type { RunControl } from './run-control.ts';
import { runTasks, threadCount } from './run-tasks.ts';
import { sharedDoubles, sharedIntegers } from './shared-memory.ts';

/** Draws in one task: about 0.1 s. */
const drawsPerTask = 5_000_000;
/** Less than this is done sooner than a thread has started. */
const drawsWorthThreads = 20_000_000;

/**
 * Conditional permutations of some areas, shared out to threads. The arrays of the deal are put in shared memory once,
 * so that each thread costs its stack and no copy; what comes back are four numbers an area.
 *
 * @throws AppError as runTasks: the signal's reason when it is aborted.
 */
export async function permuteAreas(
  deal: ConditionalDeal,
  areas: Int32Array,
  { threads, signal, onProgress }: RunControl = {},
): Promise<ConditionalTallies> {
  const tasks = chunksOf(deal, areas);
  const found: ConditionalTallies = {
    atLeast: new Uint32Array(areas.length),
    atMost: new Uint32Array(areas.length),
    mean: new Float64Array(areas.length),
    variance: new Float64Array(areas.length),
  };
  const places = placesOf(tasks);
  const isSmall = drawsOf(deal, areas) < drawsWorthThreads;
  let done = 0;
  await runTasks<ConditionalDeal, Int32Array, ConditionalTallies>({
    module: new URL('./permute-areas-task.ts', import.meta.url),
    setup: isSmall ? deal : shared(deal),
    tasks,
    threads: threads ?? (isSmall ? 0 : threadCount(tasks.length)),
    signal,
    onResult: (part, index) => {
      const from = places[index] ?? 0;
      found.atLeast.set(part.atLeast, from);
      found.atMost.set(part.atMost, from);
      found.mean.set(part.mean, from);
      found.variance.set(part.variance, from);
      done += part.atLeast.length;
      onProgress?.(done, areas.length);
    },
  });
  return found;
}

function chunksOf(deal: ConditionalDeal, areas: Int32Array): Int32Array[] {
  const chunks: Int32Array[] = [];
  let from = 0;
  let draws = 0;
  areas.forEach((area, at) => {
    draws += drawsOf(deal, Int32Array.of(area));
    if (draws < drawsPerTask && at + 1 < areas.length) return;
    chunks.push(areas.slice(from, at + 1));
    from = at + 1;
    draws = 0;
  });
  return chunks;
}

/** Where each chunk begins among the areas. */
function placesOf(chunks: readonly Int32Array[]): number[] {
  let from = 0;
  return chunks.map((chunk) => {
    const place = from;
    from += chunk.length;
    return place;
  });
}

function drawsOf({ weights: { neighbours }, permutations }: ConditionalDeal, areas: Int32Array): number {
  let links = 0;
  for (const area of areas) links += (neighbours.starts[area + 1] ?? 0) - (neighbours.starts[area] ?? 0) + 1;
  return links * permutations;
}

function shared(deal: ConditionalDeal): ConditionalDeal {
  const { neighbours, values } = deal.weights;
  return {
    ...deal,
    values: sharedDoubles(deal.values),
    weights: {
      neighbours: {
        areaCount: neighbours.areaCount,
        starts: sharedIntegers(neighbours.starts),
        ids: sharedIntegers(neighbours.ids),
      },
      values: sharedDoubles(values),
    },
  };
}
