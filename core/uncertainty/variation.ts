import { assumptionNames, type AssumptionName, type Assumptions } from '../contract/assumptions.ts';
import { createRandom } from '../random.ts';

/** One plausible version of the index: which option of each assumption, and which realisation of what is random. */
export interface Variation {
  /** Positions in the lists of the assumptions; null where an assumption is not varied. */
  readonly imputation: number | null;
  readonly treatment: number | null;
  readonly base: number | null;
  readonly normalisation: number | null;
  readonly aggregation: number | null;
  /** The position of the indicator left out among those that may be; null for none. */
  readonly leaveOut: number | null;
  /** Numbers of the random realisations: of weights, small numbers, standard errors and imputed values. */
  readonly weights: number | null;
  readonly smallNumbers: number | null;
  readonly standardErrors: number | null;
  readonly imputedValues: number | null;
}

export const nominalVariation: Variation = {
  imputation: null,
  treatment: null,
  base: null,
  normalisation: null,
  aggregation: null,
  leaveOut: null,
  weights: null,
  smallNumbers: null,
  standardErrors: null,
  imputedValues: null,
};

/** The keys that separate the random streams of one seed; a draw's number follows them. */
export const streamKey = {
  triggers: 1,
  weights: 2,
  smallNumbers: 3,
  standardErrors: 4,
  bootstrap: 5,
  points: 6,
  imputedValues: 7,
} as const;

/** Realisations that a sensitivity analysis chooses from where an assumption is random: COINr's number of weight sets. */
const realisations = 1000;

/** The assumptions that are varied, in their fixed order: the inputs of a sensitivity analysis. */
export function variedAssumptions(assumptions: Assumptions): readonly AssumptionName[] {
  return assumptionNames.filter((name) => assumptions[name] !== undefined);
}

/**
 * The variation of a draw of the Monte Carlo analysis. It depends on the seed and the draw's number alone, so that draws
 * can be made in any order, by any number of threads, and added to later. Each assumption has a number of its own: what
 * one draws does not change when another is added.
 */
export function variationOfDraw(assumptions: Assumptions, leavable: number, draw: DrawKey): Variation {
  return variationOf(assumptions, leavable, {
    triggerOf: (name) =>
      createRandom(draw.seed, streamKey.triggers, draw.number, assumptionNames.indexOf(name)).nextUniform(),
    realisationOf: () => draw.number,
  });
}

export interface DrawKey {
  readonly seed: number;
  readonly number: number;
}

/**
 * The variation at a point of a sensitivity analysis: one number from 0 up to (not including) 1 for each of
 * `variedAssumptions`. A list's option is floor(u k); a random assumption takes realisation floor(1000 u) of a fixed set,
 * so that the same number gives the same weights wherever it comes up, as the design needs.
 */
export function variationAtPoint(
  assumptions: Assumptions,
  leavable: number,
  point: ArrayLike<number>,
): Variation {
  const names = variedAssumptions(assumptions);
  const triggerOf = (name: AssumptionName): number => point[names.indexOf(name)] ?? 0;
  return variationOf(assumptions, leavable, {
    triggerOf,
    realisationOf: (name) => Math.floor(triggerOf(name) * realisations),
  });
}

interface Triggers {
  readonly triggerOf: (name: AssumptionName) => number;
  readonly realisationOf: (name: AssumptionName) => number;
}

function variationOf(
  assumptions: Assumptions,
  leavable: number,
  { triggerOf, realisationOf }: Triggers,
): Variation {
  const chosen = (name: ListName): number | null => {
    const options = assumptions[name];
    return options === undefined ? null : Math.floor(triggerOf(name) * options.length);
  };
  const realised = (name: RandomName): number | null =>
    assumptions[name] === undefined ? null : realisationOf(name);
  return {
    imputation: chosen('imputation'),
    treatment: chosen('treatment'),
    base: chosen('base'),
    normalisation: chosen('normalisation'),
    aggregation: chosen('aggregation'),
    leaveOut: leftOut(assumptions, leavable, triggerOf),
    weights: realised('weights'),
    smallNumbers: realised('smallNumbers'),
    standardErrors: realised('standardErrors'),
    imputedValues: realised('imputedValues'),
  };
}

type ListName = 'imputation' | 'treatment' | 'base' | 'normalisation' | 'aggregation';
type RandomName = 'weights' | 'smallNumbers' | 'standardErrors' | 'imputedValues';

function leftOut(
  { leaveOut }: Assumptions,
  leavable: number,
  triggerOf: (name: AssumptionName) => number,
): number | null {
  if (leaveOut === undefined || leavable === 0 || leaveOut.share === 0) return null;
  const trigger = triggerOf('leaveOut');
  return trigger < leaveOut.share ? Math.floor((trigger / leaveOut.share) * leavable) : null;
}
