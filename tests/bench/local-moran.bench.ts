/**
 * Local Moran of the IMD 2025 score over England's 33,755 LSOA 2021 with 999 conditional permutations: in threads and in
 * one thread, against the plain way of writing it (a set of drawn neighbours, Math.random), on one area in ten of the
 * same run. Prints times, ratios and the peak memory of reading, contiguity and threads; asserts only that the threads
 * give the answer of one. Needs the shared data. Usage:
 *
 *   npx tsx tests/bench/local-moran.bench.ts [PERMUTATIONS]
 */
import { availableParallelism } from 'node:os';
import { contiguity } from '../../core/spatial/contiguity.ts';
import { deviations } from '../../core/spatial/deviations.ts';
import { neighboursAmong } from '../../core/spatial/neighbours.ts';
import { permuteConditionally } from '../../core/spatial/permute-conditionally.ts';
import { spatialWeights, type SpatialWeights } from '../../core/spatial/spatial-weights.ts';
import { permuteAreas } from '../../server/analysis/permute-areas.ts';
import { readAreaCodes, readAreaField } from '../../server/sources/spatial/area-fields.ts';
import { joinFields } from '../../server/sources/spatial/join-fields.ts';
import { readSpatialAreas } from '../../server/sources/spatial/read-spatial-areas.ts';
import { sharedPath } from '../support/shared.ts';

const permutations = Number(process.argv[2] ?? 999);
const seconds = (from: number): number => (performance.now() - from) / 1000;
/** Seconds of processor time of all threads: other programs on the machine change it far less than the clock. */
const processor = (from: NodeJS.CpuUsage): number => process.cpuUsage(from).user / 1e6;
const peak = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`;

function plainLoop({ neighbours, values }: SpatialWeights, z: Float64Array, step: number): number {
  let reached = 0;
  for (let area = 0; area < z.length; area += step) {
    const from = neighbours.starts[area] ?? 0;
    const links = [...neighbours.ids.subarray(from, neighbours.starts[area + 1] ?? 0)];
    const lag = (ids: readonly number[]): number =>
      ids.reduce((sum, id, at) => sum + (values[from + at] ?? 0) * (z[id] ?? 0), 0);
    const observed = lag(links);
    for (let permutation = 0; permutation < permutations; permutation += 1) {
      const drawn = new Set<number>();
      while (drawn.size < links.length) {
        const id = Math.floor(Math.random() * z.length);
        if (id !== area) drawn.add(id);
      }
      if (lag([...drawn]) >= observed) reached += 1;
    }
  }
  return reached;
}

let started = performance.now();
const all = await readSpatialAreas(
  sharedPath('data/national/boundaries/lsoa21_ew_bgc_wgs84_5dp.geojsonl.gz'),
  { coordinates: 'auto' },
);
const { areas } = await joinFields(all, readAreaCodes(all, undefined), {
  path: sharedPath('data/national/imd/iod2025_england_lsoa21.csv'),
  codeColumn: 'lsoa21_code',
});
const scores = readAreaField(areas, 'IMD_score').values;
const read = seconds(started);
started = performance.now();
const everywhere = contiguity(
  all.areas.map(({ polygons }) => polygons),
  { rule: 'queen' },
);
const touching = seconds(started);
const kept = Int32Array.from(scores.keys()).filter((area) => Number.isFinite(scores[area]));
const { z } = deviations(Float64Array.from(kept, (area) => scores[area] ?? NaN));
const weights = spatialWeights(neighboursAmong(everywhere, kept).neighbours, 'W');
const deal = { weights, values: z, sum: 'lag', permutations, seed: 1 } as const;
const everybody = Int32Array.from(kept.keys());
console.log(`${kept.length} areas, ${weights.values.length} links, ${permutations} permutations`);
console.log(
  `read ${read.toFixed(1)} s, queen contiguity of ${all.areas.length} areas ${touching.toFixed(1)} s`,
);

const threads = availableParallelism();
let worked = process.cpuUsage();
started = performance.now();
const shared = await permuteAreas(deal, everybody, { threads });
const inThreads = seconds(started);
console.log(
  `${threads} threads: ${inThreads.toFixed(1)} s, processor ${processor(worked).toFixed(1)} s; peak memory so far ${peak()}`,
);

worked = process.cpuUsage();
started = performance.now();
const alone = permuteConditionally(deal, everybody);
const inOne = seconds(started);
const workedInOne = processor(worked);
console.log(`one thread: ${inOne.toFixed(1)} s, processor ${workedInOne.toFixed(1)} s`);

const step = 10;
worked = process.cpuUsage();
started = performance.now();
plainLoop(weights, z, step);
const plain = seconds(started) * step;
const workedPlain = processor(worked) * step;
console.log(
  `plain loop: ${plain.toFixed(1)} s, processor ${workedPlain.toFixed(1)} s (one area in ${step}, times ${step})`,
);
console.log(
  `plain loop / one thread ${(workedPlain / workedInOne).toFixed(1)} (processor); ` +
    `one thread / ${threads} threads ${(inOne / inThreads).toFixed(1)} (clock)`,
);
if (shared.atLeast.some((count, area) => count !== alone.atLeast[area])) {
  console.log('the threads gave another answer than one thread');
  process.exitCode = 1;
}
