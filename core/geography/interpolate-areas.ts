import { AppError } from '../errors.ts';

/** Where source areas and target areas overlap. Row by row; pairs that do not overlap are left out. */
export interface Overlaps {
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** What the pair has in common: ground, people, addresses. Not below zero. */
  readonly size: Float64Array;
}

export interface InterpolationQuestion {
  /** By source area; NaN where there is none. */
  readonly values: Float64Array;
  readonly overlaps: Overlaps;
  /**
   * The whole of each source area, in what the overlaps are measured in, for values that are counts. Unless given, the sum
   * of its overlaps: then everything is shared out among the targets, none of it left outside.
   */
  readonly sourceSizes?: Float64Array | undefined;
  readonly targetCount: number;
}

export interface Interpolated {
  /** By target area; NaN where no source with a value overlaps it. */
  readonly values: Float64Array;
  /** The share (0-1) of each target's overlaps that lies in sources with a value. */
  readonly coverage: Float64Array;
}

export interface InterpolatedCounts extends Interpolated {
  readonly sourceTotal: number;
  readonly targetTotal: number;
  /** What fell outside of all targets: source total less target total. */
  readonly unallocated: number;
  /** Sources with a value that overlap no target at all. */
  readonly unplaced: readonly number[];
}

/**
 * Counts (people, households) moved from one set of areas to another: each source gives every target the share of its
 * value that the overlap is of its whole. Nothing is made or lost but what lies outside of the targets, and that is said.
 *
 * Use population in the overlaps where it is known; ground area takes people to be spread evenly.
 *
 * @throws AppError invalid-request for sizes that are not numbers of 0 or more; not-computable where the totals do not
 *   add up to one part in 10^9 (overlaps larger than their source: targets that overlap each other).
 * Source: Goodchild and Lam 1980; sf `st_interpolate_aw(extensive = TRUE)`.
 */
export function interpolateCounts(question: InterpolationQuestion): InterpolatedCounts {
  const { values, overlaps, targetCount } = question;
  checkOverlaps(overlaps);
  const covered = sizesBySource(overlaps, values.length);
  const whole = question.sourceSizes ?? covered;
  const result = new Float64Array(targetCount);
  const known = new Float64Array(targetCount);
  const all = new Float64Array(targetCount);
  forEachOverlap(overlaps, (source, target, size) => {
    const value = values[source] ?? NaN;
    const share = size / (whole[source] ?? NaN);
    all[target] = (all[target] ?? 0) + size;
    if (!Number.isFinite(value) || !(share > 0)) return;
    known[target] = (known[target] ?? 0) + size;
    result[target] = (result[target] ?? 0) + value * share;
  });
  const sourceTotal = values.reduce((sum, value) => (Number.isFinite(value) ? sum + value : sum), 0);
  const targetTotal = result.reduce((sum, value) => sum + value, 0);
  const outside = values.reduce((sum, value, source) => {
    const size = whole[source] ?? NaN;
    if (!Number.isFinite(value)) return sum;
    return sum + value * (size > 0 ? 1 - (covered[source] ?? 0) / size : 1);
  }, 0);
  const scale = values.reduce((sum, value) => (Number.isFinite(value) ? sum + Math.abs(value) : sum), 0);
  const lost = sourceTotal - targetTotal - outside;
  const isOverfull = values.some((_, source) => (covered[source] ?? 0) > (whole[source] ?? 0) * (1 + 1e-9));
  if (Math.abs(lost) > 1e-9 * scale || isOverfull) {
    throw new AppError(
      'not-computable',
      'The totals before and after do not add up: overlaps exceed their source.',
      {
        details: { sourceTotal, targetTotal, outside },
      },
    );
  }
  return {
    values: result.map((value, target) => ((known[target] ?? 0) > 0 ? value : NaN)),
    coverage: ratio(known, all),
    sourceTotal,
    targetTotal,
    unallocated: sourceTotal - targetTotal,
    unplaced: [...values.keys()].filter(
      (source) => Number.isFinite(values[source]) && (covered[source] ?? 0) === 0,
    ),
  };
}

/**
 * Rates, means and scores moved from one set of areas to another: each target gets the mean of its sources, weighted by
 * the overlaps. Where numerator and denominator are known, move these as counts and divide anew instead.
 *
 * @throws AppError invalid-request for sizes that are not numbers of 0 or more.
 * Source: sf `st_interpolate_aw(extensive = FALSE)`.
 */
export function interpolateRates({ values, overlaps, targetCount }: InterpolationQuestion): Interpolated {
  checkOverlaps(overlaps);
  const sums = new Float64Array(targetCount);
  const known = new Float64Array(targetCount);
  const all = new Float64Array(targetCount);
  forEachOverlap(overlaps, (source, target, size) => {
    const value = values[source] ?? NaN;
    all[target] = (all[target] ?? 0) + size;
    if (!Number.isFinite(value)) return;
    known[target] = (known[target] ?? 0) + size;
    sums[target] = (sums[target] ?? 0) + value * size;
  });
  return { values: ratio(sums, known), coverage: ratio(known, all) };
}

function sizesBySource(overlaps: Overlaps, sourceCount: number): Float64Array {
  const sizes = new Float64Array(sourceCount);
  forEachOverlap(overlaps, (source, _, size) => {
    sizes[source] = (sizes[source] ?? 0) + size;
  });
  return sizes;
}

function forEachOverlap(
  { source, target, size }: Overlaps,
  visit: (source: number, target: number, size: number) => void,
): void {
  source.forEach((from, at) => {
    visit(from, target[at] ?? -1, size[at] ?? NaN);
  });
}

function ratio(above: Float64Array, below: Float64Array): Float64Array {
  return above.map((value, at) => ((below[at] ?? 0) > 0 ? value / (below[at] ?? NaN) : NaN));
}

function checkOverlaps({ size }: Overlaps): void {
  const wrong = size.findIndex((value) => !(value >= 0 && value < Infinity));
  if (wrong < 0) return;
  throw new AppError('invalid-request', `Overlap ${wrong + 1} has the size ${size[wrong] ?? NaN}.`, {
    details: { field: 'overlaps', row: wrong, value: size[wrong] },
  });
}
