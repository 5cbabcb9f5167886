import { argsort } from '../index/argsort.ts';
import type { WeightedValues } from './weighted-values.ts';

/** A curve of cumulative shares: from (0, 0) to (1, 1). */
export interface ShareCurve {
  /** Share of the people. */
  readonly people: Float64Array;
  /** Share of the total that they have. */
  readonly total: Float64Array;
}

/** The Lorenz curve: what the poorest share of the people have of the total. One point more than there are values. */
export function lorenzCurve(given: WeightedValues): ShareCurve {
  return shareCurve(given, argsort(given.values, Uint32Array.from(given.values.keys())));
}

/** Cumulative shares in any order of the rows. */
export function shareCurve(
  { values, weights, people, total }: WeightedValues,
  order: Uint32Array,
): ShareCurve {
  const curve = { people: new Float64Array(order.length + 1), total: new Float64Array(order.length + 1) };
  let heads = 0;
  let sum = 0;
  order.forEach((row, at) => {
    heads += weights[row] ?? 0;
    sum += (weights[row] ?? 0) * (values[row] ?? 0);
    curve.people[at + 1] = heads / people;
    curve.total[at + 1] = sum / total;
  });
  return curve;
}

/** What the first share of the people have of the total, straight between the points of the curve. */
export function shareOfTotal({ people, total }: ShareCurve, share: number): number {
  let at = 1;
  while (at + 1 < people.length && (people[at] ?? 1) < share) at += 1;
  const [fromPeople, toPeople] = [people[at - 1] ?? 0, people[at] ?? 1];
  const [from, to] = [total[at - 1] ?? 0, total[at] ?? 1];
  return from + ((to - from) * (share - fromPeople)) / (toPeople - fromPeople);
}
