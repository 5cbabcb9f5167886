import type { Direction } from '../contract/indicator.ts';

/** A figure of several areas, side by side. */
export interface ComparedFigure {
  readonly indicatorId: string;
  readonly direction: Direction;
  /** By area; null is missing. */
  readonly values: readonly (number | null)[];
  /** How far places of the kind usually lie from their mean: the standard deviation, in the unit of the figure. */
  readonly spread: number;
}

/** Two areas that lie further apart on a figure than any other two of those compared. */
export interface Difference {
  readonly indicatorId: string;
  /** Codes of the areas with the highest and with the lowest value. */
  readonly highest: string;
  readonly lowest: string;
  /** Which of the two the figure puts at greater risk; null where the figure says nothing of risk. */
  readonly riskier: string | null;
  /** The difference of the two values in standard deviations among all places of the kind. */
  readonly distance: number;
}

export interface DifferenceLimits {
  /** How many are named at most. */
  readonly count: number;
  /** Differences of fewer standard deviations are not named. */
  readonly least: number;
}

/**
 * Half a standard deviation is what social statistics call a medium difference (Cohen 1988, Statistical Power Analysis for the
 * Behavioral Sciences, 2nd edition, pages 25-26); less than that is not worth a sentence.
 */
export const usualLimits: DifferenceLimits = { count: 5, least: 0.5 };

interface Valued {
  readonly code: string;
  readonly value: number;
}

function differenceOf(codes: readonly string[], figure: ComparedFigure): Difference | null {
  const { indicatorId, direction, spread } = figure;
  const present = codes.flatMap((code, at): Valued[] => {
    const value = figure.values[at] ?? null;
    return value === null ? [] : [{ code, value }];
  });
  // Of equal values the lower code is named, whatever the order of the areas.
  const sorted = present.toSorted((a, b) => a.value - b.value || (a.code < b.code ? -1 : 1));
  const lowest = sorted[0];
  const highest = sorted.find(({ value }) => value === sorted.at(-1)?.value);
  if (lowest === undefined || highest === undefined || !(spread > 0)) return null;
  return {
    indicatorId,
    highest: highest.code,
    lowest: lowest.code,
    riskier: { 'higher-is-riskier': highest.code, 'lower-is-riskier': lowest.code, neutral: null }[direction],
    distance: (highest.value - lowest.value) / spread,
  };
}

/**
 * The figures on which the areas differ most, the biggest difference first. Figures of different units are made comparable
 * by the standard deviation of each among all places of the kind; the order of the areas does not matter.
 *
 * @param codes of the areas, in the order of each figure's values
 * @param figures of equal distance the one that comes first here is named first
 */
export function biggestDifferences(
  codes: readonly string[],
  figures: readonly ComparedFigure[],
  { count, least }: DifferenceLimits = usualLimits,
): Difference[] {
  return figures
    .flatMap((figure) => differenceOf(codes, figure) ?? [])
    .filter(({ distance }) => distance >= least)
    .toSorted((a, b) => b.distance - a.distance)
    .slice(0, count);
}
