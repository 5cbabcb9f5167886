import { createRandom } from '../random.ts';
import type { SpatialWeights } from './spatial-weights.ts';

/**
 * What is dealt out and added up. Plain data, so that it can be handed to another thread; its large arrays may lie in
 * shared memory.
 */
export interface ConditionalDeal {
  /** Self-links keep the area's own value: an area is never dealt to itself. */
  readonly weights: SpatialWeights;
  /** The values that neighbours get, one per area, none missing. */
  readonly values: Float64Array;
  /** lag: sum of w x_j (local Moran, Gi, Gi*); squared-difference: sum of w (x_i - x_j)^2 (local Geary). */
  readonly sum: 'lag' | 'squared-difference';
  readonly permutations: number;
  readonly seed: number;
  /** 0 unless said. Areas that are looked at again, with more permutations, get new ones by another round. */
  readonly round?: number;
}

/** What the permutations came to for some areas, in the order in which these were named. */
export interface ConditionalTallies {
  /** Permutations whose sum was at least the observed one; ties count on both sides. */
  readonly atLeast: Uint32Array;
  readonly atMost: Uint32Array;
  /** Mean and variance (divisor P) of the sum over the permutations. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Sums closer than this part of the largest that could be are ties: the same neighbours in another order. */
const tieTolerance = 1e-12;

/**
 * Conditional permutations: each area keeps its own value while its neighbours' values are drawn without replacement
 * from all other areas, many times over.
 *
 * Area i always draws from stream (seed, round, i) of `createRandom`, so the answer is the same however the areas are split
 * into chunks, threads or runs. A number below n is floor(n u / 2^32) of one integer u of the stream, so each of n comes
 * with a probability within 2^-32 of 1 / n; a position that was dealt already is drawn again.
 *
 * Missing: an area without neighbours has an observed sum of 0 and ties with every permutation.
 *
 * Source: Anselin 1995, Geographical Analysis 27, section 3; two-sided counting: `permutationP`.
 */
export function permuteConditionally(deal: ConditionalDeal, areas: Int32Array): ConditionalTallies {
  const tallies: ConditionalTallies = {
    atLeast: new Uint32Array(areas.length),
    atMost: new Uint32Array(areas.length),
    mean: new Float64Array(areas.length),
    variance: new Float64Array(areas.length),
  };
  const sums = new Float64Array(deal.permutations);
  const dealer = createDealer(deal);
  areas.forEach((area, at) => {
    const row = rowOf(deal, area);
    dealer.fill(row, sums);
    let total = 0;
    let squares = 0;
    for (const sum of sums) {
      if (sum >= row.observed - row.slack) tallies.atLeast[at] = (tallies.atLeast[at] ?? 0) + 1;
      if (sum <= row.observed + row.slack) tallies.atMost[at] = (tallies.atMost[at] ?? 0) + 1;
      total += sum;
      squares += sum * sum;
    }
    const mean = total / sums.length;
    tallies.mean[at] = row.fixed + mean;
    tallies.variance[at] = Math.max(0, squares / sums.length - mean * mean);
  });
  return tallies;
}

interface Row {
  readonly area: number;
  readonly own: number;
  /** Weights of the neighbours, the area itself left out. */
  readonly weights: Float64Array;
  /** What the area's own value adds to the sum: no part of `observed`. */
  readonly fixed: number;
  readonly observed: number;
  /** Sums this close to the observed one are ties. */
  readonly slack: number;
}

function rowOf({ weights, values, sum }: ConditionalDeal, area: number): Row {
  const { starts, ids } = weights.neighbours;
  const own = values[area] ?? NaN;
  const part = (other: number): number => (sum === 'lag' ? other : (own - other) ** 2);
  const kept: number[] = [];
  let fixed = 0;
  let observed = 0;
  let size = 0;
  for (let link = starts[area] ?? 0; link < (starts[area + 1] ?? 0); link += 1) {
    const id = ids[link] ?? 0;
    const weight = weights.values[link] ?? 0;
    const term = weight * part(values[id] ?? NaN);
    if (id === area) fixed += term;
    else {
      kept.push(weight);
      observed += term;
      size += Math.abs(term);
    }
  }
  return { area, own, weights: Float64Array.from(kept), fixed, observed, slack: tieTolerance * size };
}

interface Dealer {
  /** Deals to the row as often as `sums` is long, and puts down what each deal comes to. */
  readonly fill: (row: Row, sums: Float64Array) => void;
}

function createDealer({ weights, values, sum, seed, round = 0 }: ConditionalDeal): Dealer {
  const others = weights.neighbours.areaCount - 1;
  const unit = others / 4_294_967_296;
  const integers = new Uint32Array(512);

  /** Draws again what was dealt before: quick while few are dealt. */
  function fillByTrying(row: Row, sums: Float64Array): void {
    const random = createRandom(seed, round, row.area);
    const { area, own, weights: rowWeights } = row;
    const count = rowWeights.length;
    const dealt = new Int32Array(count);
    const isLag = sum === 'lag';
    let next = integers.length;
    for (let at = 0; at < sums.length; at += 1) {
      let total = 0;
      for (let card = 0; card < count;) {
        if (next === integers.length) {
          random.fill(integers);
          next = 0;
        }
        const position = Math.floor((integers[next] ?? 0) * unit);
        next += 1;
        let before = 0;
        while (before < card && dealt[before] !== position) before += 1;
        if (before < card) continue;
        dealt[card] = position;
        // The last area stands in for this one, which is not among the others.
        const value = values[position === area ? others : position] ?? 0;
        total += (rowWeights[card] ?? 0) * (isLag ? value : (own - value) ** 2);
        card += 1;
      }
      sums[at] = total;
    }
  }

  /** Shuffles the beginning of a deck: for areas with many neighbours. */
  function fillFromDeck(row: Row, sums: Float64Array): void {
    const random = createRandom(seed, round, row.area);
    const deck = Int32Array.from({ length: others }, (_, at) => at);
    const isLag = sum === 'lag';
    // A deck in any order deals as fairly as a sorted one: it is not put back in order between deals.
    for (let at = 0; at < sums.length; at += 1) {
      let total = 0;
      for (let card = 0; card < row.weights.length; card += 1) {
        const place = card + Math.floor(((others - card) / 4_294_967_296) * random.nextInteger());
        const position = deck[place] ?? 0;
        deck[place] = deck[card] ?? 0;
        deck[card] = position;
        const value = values[position === row.area ? others : position] ?? 0;
        total += (row.weights[card] ?? 0) * (isLag ? value : (row.own - value) ** 2);
      }
      sums[at] = total;
    }
  }

  return {
    fill(row, sums) {
      if (row.weights.length ** 2 < 8 * others) fillByTrying(row, sums);
      else fillFromDeck(row, sums);
    },
  };
}
