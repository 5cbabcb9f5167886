import { AppError } from '../errors.ts';

/** Mean inconsistency of random judgements on 1 to 15 things: Saaty (1980), The Analytic Hierarchy Process. */
const randomIndex = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

export interface PairwiseRule {
  /** `a/b: 3`: a matters three times as much as b. One way round is enough. */
  readonly judgements: Readonly<Record<string, number>>;
  /** The greatest consistency ratio that is taken. */
  readonly mostInconsistency: number;
}

/**
 * Weights by the analytic hierarchy process: the principal eigenvector of the matrix of pairwise judgements, adding up
 * to 1. Judgements that contradict each other too much (consistency ratio above the limit, 0.1 by custom) are refused.
 *
 * @throws AppError invalid-request for a judgement on something else, or a pair without one; not-computable for
 * inconsistent judgements.
 * Source: Saaty (1980); OECD/JRC Handbook (2008), section 6.4.
 */
export function pairwiseWeights(ids: readonly string[], rule: PairwiseRule): readonly number[] {
  const matrix = judgementMatrix(ids, rule.judgements);
  let weights: readonly number[] = ids.map(() => 1 / ids.length);
  let eigenvalue = ids.length;
  for (let step = 0; step < 1000; step += 1) {
    const next = matrix.map((row) => row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0));
    // The weights add up to 1, so that the sum is the eigenvalue.
    eigenvalue = next.reduce((sum, value) => sum + value, 0);
    const change = Math.max(...next.map((value, at) => Math.abs(value / eigenvalue - (weights[at] ?? 0))));
    weights = next.map((value) => value / eigenvalue);
    if (change < 1e-15) break;
  }
  const random = randomIndex[ids.length - 1] ?? 1.6;
  const ratio = random === 0 ? 0 : (eigenvalue - ids.length) / (ids.length - 1) / random;
  if (ratio <= rule.mostInconsistency) return weights;
  const reason = `their consistency ratio is ${ratio.toFixed(3)}, above ${rule.mostInconsistency}`;
  throw new AppError('not-computable', `The judgements contradict each other: ${reason}.`, {
    details: { field: 'weighting.judgements', value: ratio, reason },
  });
}

function judgementMatrix(ids: readonly string[], judgements: PairwiseRule['judgements']): number[][] {
  const known = new Set<string>();
  const matrix = ids.map((a) =>
    ids.map((b) => {
      const own = judgements[`${a}/${b}`];
      const other = judgements[`${b}/${a}`];
      known.add(`${a}/${b}`);
      if (a === b) return 1;
      if (own !== undefined) return own;
      if (other !== undefined) return 1 / other;
      throw invalid(`${a}/${b}`, 'there is no judgement on this pair');
    }),
  );
  const unknown = Object.keys(judgements).find((pair) => !known.has(pair));
  if (unknown !== undefined) throw invalid(unknown, 'these are not two parts of the component');
  return matrix;
}

function invalid(pair: string, reason: string): AppError {
  return new AppError('invalid-request', `The judgement "${pair}" cannot be used: ${reason}.`, {
    details: { field: `weighting.judgements.${pair}`, value: pair, reason },
  });
}
