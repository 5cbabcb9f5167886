/** Figures of areas made comparable: by row, one z-score for each figure that varies. */
export interface StandardisedFigures {
  /** Positions of the figures that vary, in the columns they were made from: a figure that all share tells none apart. */
  readonly kept: readonly number[];
  /** Row after row, `kept.length` z-scores each; NaN where the area has no such figure. */
  readonly scores: Float64Array;
  readonly deviations: readonly number[];
}

export interface SimilarArea {
  readonly row: number;
  /** Euclidean distance of the z-scores, brought to the full number of figures; 0 is the same in all. */
  readonly distance: number;
  /** How many figures both areas have. */
  readonly shared: number;
}

export interface SimilarityRequest {
  readonly row: number;
  /** Rows to look among; the area itself is left out. */
  readonly candidates: readonly number[];
  readonly count: number;
  /** The order of areas at the same distance. */
  readonly codes: readonly string[];
}

/** Areas are compared only where both have at least this share (0-1) of the figures. */
export const leastSharedShare = 0.8;

/**
 * Makes figures of different units comparable: z-scores by the mean and the sample deviation over the areas that are
 * compared. Every figure then counts the same, whatever its unit.
 *
 * Shape: columns of one length, by row. Missing is NaN and stays NaN; a figure that does not vary is left out.
 */
export function standardiseFigures(
  columns: readonly ArrayLike<number>[],
  rows: readonly number[],
): StandardisedFigures {
  const rowCount = columns[0]?.length ?? 0;
  const moments = columns.map((column) => momentsOf(column, rows));
  const kept = [...columns.keys()].filter((at) => (moments[at]?.deviation ?? 0) > 0);
  const scores = new Float64Array(rowCount * kept.length).fill(NaN);
  kept.forEach((column, at) => {
    const { mean, deviation } = moments[column] ?? { mean: NaN, deviation: NaN };
    for (let row = 0; row < rowCount; row += 1) {
      scores[row * kept.length + at] = ((columns[column]?.[row] ?? NaN) - mean) / deviation;
    }
  });
  return { kept, scores, deviations: kept.map((at) => moments[at]?.deviation ?? NaN) };
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

function momentsOf(column: ArrayLike<number>, rows: readonly number[]): Moments {
  const values = rows.map((row) => column[row] ?? NaN).filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  // What is left of equal values after rounding is no variation.
  const isConstant = values.every((value) => value === values[0]);
  return { mean, deviation: isConstant ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

/**
 * Statistically similar areas ("nearest neighbours" as CIPFA and the ONS make them): those at the smallest Euclidean
 * distance of standardised figures. Where figures are missing, the mean square difference of the shared ones stands in
 * for them: distance = sqrt(m / shared * sum of squares), of m figures. Areas that share fewer than 80 % are not compared.
 *
 * Deterministic: areas at the same distance come in the order of their codes.
 *
 * Source: ONS, Clustering similar local authorities and statistical nearest neighbours in the UK, methodology.
 *
 * @example
 * mostSimilar(standardiseFigures([[1, 2, 9]], [0, 1, 2]), { row: 0, candidates: [0, 1, 2], count: 1, codes: ['A', 'B', 'C'] })[0]?.row // 1
 */
export function mostSimilar(figures: StandardisedFigures, request: SimilarityRequest): SimilarArea[] {
  const { row, candidates, count, codes } = request;
  const found: SimilarArea[] = [];
  const comesBefore = (one: SimilarArea, other: SimilarArea): boolean =>
    one.distance < other.distance ||
    (one.distance === other.distance && (codes[one.row] ?? '') < (codes[other.row] ?? ''));
  for (const candidate of candidates) {
    if (candidate === row) continue;
    const { distance, shared } = distanceBetween(figures, row, candidate);
    const area = { row: candidate, distance, shared };
    const last = found.at(-1);
    if (Number.isNaN(distance)) continue;
    if (last !== undefined && found.length >= count && !comesBefore(area, last)) continue;
    const at = found.findIndex((each) => comesBefore(area, each));
    found.splice(at < 0 ? found.length : at, 0, area);
    if (found.length > count) found.pop();
  }
  return found;
}

/** The distance of two areas; NaN where they share too few figures. */
export function distanceBetween(
  { kept, scores }: StandardisedFigures,
  one: number,
  other: number,
): { readonly distance: number; readonly shared: number } {
  const size = kept.length;
  const [start, otherStart] = [one * size, other * size];
  let shared = 0;
  let squares = 0;
  for (let at = 0; at < size; at += 1) {
    const gap = (scores[start + at] ?? NaN) - (scores[otherStart + at] ?? NaN);
    if (Number.isNaN(gap)) continue;
    shared += 1;
    squares += gap * gap;
  }
  const isEnough = shared > 0 && shared >= leastSharedShare * size;
  return { distance: isEnough ? Math.sqrt((size / shared) * squares) : NaN, shared };
}
