import { pearson } from '../index/agreement.ts';
import { completePairs } from './pairs.ts';
import { smoothExplained } from './smooth-fit.ts';

export interface Importance {
  /** Share (0-1) of the variance of the parent that knowing this child explains, along a smooth curve. */
  readonly explained: number;
  /** The same along a straight line: r². */
  readonly explainedLinear: number;
  /** `explained` as a share of the sum over the siblings: the importance the child really has. */
  readonly share: number;
  /** The weight as a share of the siblings' sum: the importance it was meant to have. */
  readonly weightShare: number;
  /** share / weightShare; NaN where the weight is zero. */
  readonly ratio: number;
  /** Set where the two differ by more than half: the child counts for more, or for less, than its weight says. */
  readonly flag: 'more' | 'less' | null;
}

/** A gap of more than this factor, either way, is shown. */
const noticeableRatio = 1.5;

/**
 * What the children of a component really contribute to its variation, set against their weights. Weights say how
 * values are added up; because children differ in variance and are correlated, a weight of a half rarely means half
 * the influence.
 *
 * Shape: one column and one weight per child, one row per area; `parent` is the component's value. Missing: pairs in
 * which both are present; NaN where nothing can be said (see `smoothExplained`), and such a child takes no share.
 *
 * Source: P. Paruolo, M. Saisana, A. Saltelli (2013), Ratings and rankings: voodoo or science?, J. R. Stat. Soc. A 176.
 */
export function importanceOfChildren(
  children: readonly Float64Array[],
  weights: readonly number[],
  parent: Float64Array,
): readonly Importance[] {
  const fits = children.map((child) => {
    const pairs = completePairs(child, parent);
    return { explained: smoothExplained(pairs), linear: pearson(pairs.first, pairs.second) ** 2 };
  });
  const explainedSum = sum(fits.map(({ explained }) => explained));
  const weightSum = sum(weights);
  return fits.map(({ explained, linear }, at) => {
    const share = explained / explainedSum;
    const weightShare = (weights[at] ?? NaN) / weightSum;
    const ratio = weightShare === 0 ? NaN : share / weightShare;
    const flag = ratio > noticeableRatio ? 'more' : ratio < 1 / noticeableRatio ? 'less' : null;
    return { explained, explainedLinear: linear, share, weightShare, ratio, flag };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => (Number.isNaN(value) ? total : total + value), 0);
}
