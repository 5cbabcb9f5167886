import { sobolPoints } from './sobol-sequence.ts';

/**
 * The points at which a model is run to tell how much each of its inputs matters: two independent samples A and B, and
 * for each input a copy of A in which that input alone comes from B.
 */
export interface SobolDesign {
  readonly sampleSize: number;
  readonly inputCount: number;
  /** Runs in this order: A_j, B_j, AB_1j ... AB_dj for each row j. */
  readonly runCount: number;
  /** The inputs of one run, each from 0 up to and without 1. */
  readonly pointOf: (run: number) => Float64Array;
}

/**
 * Saltelli's design of N (d + 2) runs, from 2d-dimensional scrambled Sobol' points. Runs of one row stand together, so
 * that rows can be worked on, kept and resampled as wholes.
 *
 * @throws AppError too-large for more than ten inputs.
 * Source: A. Saltelli et al. (2010), Computer Physics Communications 181; COINr `SA_sample`.
 */
export function sobolDesign(sampleSize: number, inputCount: number, seed: number): SobolDesign {
  const points = sobolPoints(sampleSize, 2 * inputCount, seed);
  const perRow = inputCount + 2;
  return {
    sampleSize,
    inputCount,
    runCount: sampleSize * perRow,
    pointOf: (run) => {
      const start = Math.floor(run / perRow) * 2 * inputCount;
      const kind = run % perRow;
      // kind 0 is A, 1 is B, from 2 on A with the input (kind - 2) of B.
      return Float64Array.from({ length: inputCount }, (_, input) => {
        const fromB = kind === 1 || kind - 2 === input;
        return points[start + input + (fromB ? inputCount : 0)] ?? NaN;
      });
    },
  };
}
