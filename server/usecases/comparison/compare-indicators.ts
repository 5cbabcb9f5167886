import type { AreaComparison } from '../../../core/contract/area-comparison.ts';
import { biggestDifferences } from '../../../core/compare/biggest-differences.ts';
import { measureColumn } from '../../../core/compare/measure-column.ts';
import { effectiveWeights } from '../../../core/index/weights.ts';
import type { FigureTable } from '../figures/figure-table.ts';
import { present } from '../scored-places.ts';
import type { ScoredArea } from './scored-area.ts';

export interface IndicatorQuestion {
  /** The figures of every kind of area that is shown. */
  readonly tables: ReadonlyMap<string, FigureTable>;
  /** The kind whose places the figures are measured by. */
  readonly measure: FigureTable;
  /** Areas that are compared, then those that stand beside them. */
  readonly shown: readonly ScoredArea[];
  /** Codes of the areas that are compared. */
  readonly codes: readonly string[];
}

type Indicator = AreaComparison['indicators'][number];

/** Shares of the score's weight by indicator; those without weight are not in it. */
function weightsOf({ table }: FigureTable): ReadonlyMap<string, number> {
  const shares = effectiveWeights(table.inputs.compiled, table.scored.weights);
  return new Map(
    table.inputs.compiled.leaves.map(({ indicatorId, slot }) => [indicatorId, shares[slot] ?? 0]),
  );
}

/** The value of an area, or why there is none, and its date where that is another than the indicator's. */
function cellOf(
  { tables }: IndicatorQuestion,
  { places, row }: ScoredArea,
  { indicatorId, period }: { readonly indicatorId: string; readonly period: string },
): Indicator['cells'][number] {
  const placed = tables.get(places.type)?.columns.get(indicatorId);
  if (placed === undefined) return { value: null, missingReason: 'not-published', period: null };
  const value = present(placed.column.values[row]);
  return {
    value,
    missingReason: value === null ? (placed.column.reasons.get(row) ?? 'not-in-source') : null,
    period: placed.series.period === period ? null : placed.series.period,
  };
}

/** Every indicator of the catalogue for the smallest kind of area, side by side, in its order. */
export function compareIndicators(question: IndicatorQuestion): {
  readonly indicators: Indicator[];
  readonly differences: AreaComparison['differences'];
} {
  const { measure, shown, codes } = question;
  const weights = weightsOf(measure);
  const { rows } = measure.places;
  const spreads = new Map<string, number>();
  const catalogued = [...measure.columns].filter(([, { series }]) => series.isCatalogued);
  const indicators = catalogued.map(([indicatorId, { series, column }]): Indicator => {
    const measured = measureColumn(rows.map((row) => column.values[row] ?? NaN));
    spreads.set(indicatorId, measured?.spread ?? NaN);
    const weightShare = weights.get(indicatorId) ?? 0;
    const { title, theme, unit, decimals, direction, period, publisher, datasetTitle, licence } = series;
    return {
      ...{ indicatorId, title, theme, unit, decimals, direction, period, publisher, datasetTitle, licence },
      weightShare: weightShare > 0 ? weightShare : null,
      cells: shown.map((area) => cellOf(question, area, { indicatorId, period })),
      lowest: measured?.lowest ?? null,
      median: measured?.median ?? null,
      highest: measured?.highest ?? null,
    };
  });
  // Counts grow with the area, ranks are of one kind only, figures of two dates are not of two places, and what another
  // index makes of figures says less than the figures do, unless this score rests on it.
  const comparable = indicators.filter(
    ({ unit, weightShare, cells }) =>
      !['count', 'rank', 'decile'].includes(unit) &&
      (unit !== 'score' || weightShare !== null) &&
      cells.slice(0, codes.length).every(({ period }) => period === null),
  );
  const differences = biggestDifferences(
    codes,
    comparable.map(({ indicatorId, direction, cells }) => ({
      indicatorId,
      direction,
      values: codes.map((_, at) => cells[at]?.value ?? null),
      spread: spreads.get(indicatorId) ?? NaN,
    })),
  );
  return { indicators, differences };
}
