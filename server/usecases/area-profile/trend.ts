import { trendChange } from '../../../core/area-page/trend-change.ts';
import { comparePeriods } from '../../../core/catalogue/compare-periods.ts';
import { shownMeasures, type ShownMeasure } from '../../../core/contract/area-page/connectivity.ts';
import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { Trend, TrendLine, TrendPoint } from '../../../core/contract/area-page/trend.ts';
import { coverageNotes } from '../../../core/coverage/coverage-definitions.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaCoverageReads, type AreaCoverage } from '../../store/area-coverage-reads.ts';
import { createSeriesHistoryReads, type HistoryPoint } from '../../store/series-history-reads.ts';
import type { ExplainedPlace } from '../explain-area.ts';

/** Published percentages of coverage have one decimal. */
const coverageDecimals = 1;

/**
 * What can be followed over two or more releases: indicators that are loaded for several periods, and the measures of
 * coverage, each over releases of one kind. Scores are left out on purpose: they are relative to the areas compared.
 */
export function createTrend(database: Queryable) {
  const history = createSeriesHistoryReads(database);
  const coverage = createAreaCoverageReads(database);

  async function coverageLines({ area }: ExplainedPlace): Promise<TrendLine[]> {
    const { type } = area;
    if (type !== 'oa' && type !== 'lsoa' && type !== 'lad') return [];
    const rows = await coverage.ofArea(type, area.code, type === 'lad' ? null : area.vintage);
    const releases = rows
      .filter(({ release }) => release.source.period !== null && !release.isResidential)
      .toSorted((a, b) => comparePeriods(a.release.source.period ?? '', b.release.source.period ?? ''));
    return shownMeasures.flatMap((measure) => coverageLine(measure, releases));
  }

  return {
    async of(place: ExplainedPlace): Promise<Trend> {
      const [points, measured] = await Promise.all([history.ofArea(place.area), coverageLines(place)]);
      const lines = [...measured, ...indicatorLines(points)];
      return lines.length === 0 ? { status: 'missing', reason: 'one-release' } : { status: 'known', lines };
    },
  };
}

function coverageLine(measure: ShownMeasure, rows: readonly AreaCoverage[]): TrendLine[] {
  const known = rows.filter(({ measures }) => measures[measure].percent !== null);
  if (known.length < 2) return [];
  const periods = known.map(({ release }) => release.source.period ?? '');
  const notes = coverageNotes(measure, periods);
  const points = known.map(({ measures }, at): TrendPoint => ({
    period: periods[at] ?? '',
    value: measures[measure].percent,
    missingReason: null,
    note: notes[at] ?? null,
  }));
  return [
    {
      kind: 'coverage',
      id: measure,
      title: null,
      unit: 'percent',
      decimals: coverageDecimals,
      points,
      change: trendChange(points, coverageDecimals),
      sources: eachOnce(known.map(({ release }) => release.source)),
    },
  ];
}

function indicatorLines(points: readonly HistoryPoint[]): TrendLine[] {
  const byIndicator = new Map<string, HistoryPoint[]>();
  for (const point of points) {
    const list = byIndicator.get(point.indicatorId);
    if (list === undefined) byIndicator.set(point.indicatorId, [point]);
    else list.push(point);
  }
  return [...byIndicator].flatMap(([id, found]): TrendLine[] => {
    const list = found.toSorted((a, b) => comparePeriods(a.period, b.period));
    const [first] = list;
    // Where an area stands in an order depends on the others: its course is no trend of the area.
    if (first === undefined || first.unit === 'rank' || first.unit === 'decile') return [];
    const drawn = list.map(({ period, value, missingReason, isConverted }): TrendPoint => ({
      ...{ period, value, missingReason },
      note: isConverted ? 'converted' : null,
    }));
    const { title, unit, decimals } = first;
    return [
      {
        kind: 'indicator',
        ...{ id, title, unit, decimals },
        points: drawn,
        change: trendChange(drawn, unit === 'percent' ? Math.min(decimals, 1) : decimals),
        sources: eachOnce(list.map(({ source }) => source)),
      },
    ];
  });
}

/** One line for each dataset: its periods stand in the table. */
function eachOnce(sources: readonly FigureSource[]): FigureSource[] {
  const byDataset = new Map<string, FigureSource>();
  for (const source of sources) byDataset.set(source.datasetId, source);
  return [...byDataset.values()];
}
