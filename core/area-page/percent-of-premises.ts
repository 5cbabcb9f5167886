import type { CoverageFigure } from '../contract/coverage-measure.ts';

/**
 * The percentage of premises as published, but where it was rounded to nothing and some premises were counted: then it is
 * worked out from them, so that 10 premises are not said to be none. Null where none is published.
 *
 * @example percentOfPremises({ percent: 0, premises: 10 }, 107_847) // 0.00927...
 */
export function percentOfPremises({ percent, premises }: CoverageFigure, all: number | null): number | null {
  const isRoundedAway = percent === 0 && premises !== null && premises > 0 && all !== null && all > 0;
  return isRoundedAway ? (100 * premises) / all : percent;
}
