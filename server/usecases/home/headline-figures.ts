import type { Comparison } from '../../../core/contract/home.ts';
import { indicatorOfParents } from '../../../core/index/indicator-of-parents.ts';
import type { Queryable } from '../../database/database.ts';
import { createSeriesStore, type CurrentSeries } from '../../store/series-store.ts';
import type { ScoreTable } from '../make-score-table.ts';

/** Premises without superfast and without decent broadband; people come from the profile's own population. */
const headlineIndicators = ['premises-below-30', 'premises-below-10'];
const nationalDecile = 'imd-2025-decile';

/** The figures that the first page begins with, and the series that they come from. */
export interface HeadlineFigures extends Pick<Comparison, 'headlines' | 'deprivedTenth'> {
  readonly series: readonly CurrentSeries[];
}

function sourceOf({ period, datasetTitle, publisher }: CurrentSeries) {
  return { period, datasetTitle, publisher };
}

/**
 * Figures over all areas that are compared. A rate is worked out from summed numerators and denominators; a total of which a part
 * is not known is not given at all. What is not loaded is left out.
 */
export async function headlineFigures(
  database: Queryable,
  { inputs, compared }: ScoreTable,
): Promise<HeadlineFigures> {
  const store = createSeriesStore(database);
  const own = inputs.profile.areas;
  const isCompared = (row: number): boolean => (compared.ids[row] ?? -1) >= 0;
  const everywhere = {
    parentOf: Int32Array.from(inputs.areas.codes, (_, row) => (isCompared(row) ? 0 : -1)),
    count: 1,
  };
  const found = await store.current([...headlineIndicators, nationalDecile], own);
  const seriesOf = (id: string): CurrentSeries[] => found.filter(({ indicatorId }) => indicatorId === id);
  const wanted = [
    ...(inputs.populationSeries === null ? [] : [inputs.populationSeries]),
    ...headlineIndicators.flatMap(seriesOf),
  ];
  const headlines: Comparison['headlines'] = [];
  for (const series of wanted) {
    const column = await store.columnWithDenominators(series.seriesId, own);
    const members = { ...column, population: inputs.population, isCount: series.unit === 'count' };
    const value = indicatorOfParents(members, everywhere).values[0] ?? NaN;
    if (Number.isNaN(value)) continue;
    const { indicatorId, title, unit, decimals } = series;
    const areasKnown = column.values.filter((each, row) => isCompared(row) && !Number.isNaN(each)).length;
    headlines.push({ indicatorId, title, value, unit, decimals, areasKnown, ...sourceOf(series) });
  }
  const [decile] = inputs.populationSeries === null ? [] : seriesOf(nationalDecile);
  return {
    headlines,
    deprivedTenth:
      decile === undefined
        ? null
        : deprivedTenth(decile, (await store.column(decile.seriesId, own)).values, {
            population: inputs.population,
            isCompared,
          }),
    series: [...wanted, ...(decile === undefined ? [] : [decile])],
  };
}

interface People {
  readonly population: Float64Array;
  readonly isCompared: (row: number) => boolean;
}

/** Only people of areas whose decile is known count, below the line as above it; null where that is nobody. */
function deprivedTenth(
  series: CurrentSeries,
  deciles: Float64Array,
  { population, isCompared }: People,
): Comparison['deprivedTenth'] {
  const known = [...deciles.keys()].filter(
    (row) => isCompared(row) && !Number.isNaN(deciles[row] ?? NaN) && !Number.isNaN(population[row] ?? NaN),
  );
  const worst = known.filter((row) => deciles[row] === 1);
  const peopleIn = (rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + (population[row] ?? 0), 0);
  const people = peopleIn(worst);
  const all = peopleIn(known);
  if (all === 0) return null;
  return { people, share: people / all, areas: worst.length, areasKnown: known.length, ...sourceOf(series) };
}
