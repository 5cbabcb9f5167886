import type { AreaComparison } from '../../core/contract/area-comparison.ts';
import { csvHeader, csvRows, type CsvColumn } from '../files/csv.ts';

interface CsvRow {
  readonly area: AreaComparison['areas'][number] | AreaComparison['references'][number];
  readonly measure: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number | null;
  readonly missingReason: string | null;
  readonly period: string | null;
  readonly source: string | null;
}

const csvColumns: readonly CsvColumn<CsvRow>[] = [
  { name: 'area_code', kind: 'text', description: 'Code of the area', value: ({ area }) => area.code },
  { name: 'area_name', kind: 'text', description: 'Name of the area', value: ({ area }) => area.name },
  { name: 'area_type', kind: 'text', description: 'Kind of the area', value: ({ area }) => area.type },
  { name: 'measure', kind: 'text', description: 'Id of the figure', value: (row) => row.measure },
  { name: 'title', kind: 'text', description: 'Title of the figure', value: (row) => row.title },
  { name: 'unit', kind: 'text', description: 'Unit of the value', value: (row) => row.unit },
  {
    name: 'value',
    kind: 'number',
    description: 'The figure; empty where missing',
    value: (row) => row.value,
  },
  {
    name: 'missing_reason',
    kind: 'text',
    description: 'Why there is no value',
    value: (row) => row.missingReason,
  },
  { name: 'period', kind: 'text', description: 'When the figure is of', value: (row) => row.period },
  { name: 'source', kind: 'text', description: 'Publisher and dataset', value: (row) => row.source },
];

/** Score and rank with its interval, then the points of the score, then every figure, area after area. */
function csvRowsOf(page: AreaComparison): CsvRow[] {
  const none = { missingReason: null, period: null, source: null };
  const scores = page.areas.flatMap((area, at): CsvRow[] => {
    const { score, rank, rankOf, percentile, decile, missingReason } = area.score;
    const known = area.rankInterval.status === 'known' ? area.rankInterval : null;
    const row = (measure: string, title: string, unit: string, value: number | null): CsvRow => ({
      ...{ ...none, area, measure, title, unit, value },
      missingReason: value === null ? missingReason : null,
    });
    return [
      row('score', 'Score', 'score', score),
      row('rank', 'Rank', 'rank', rank),
      row('rank-of', 'Areas ranked', 'count', rankOf),
      row('rank-low', 'Interval of the rank, from', 'rank', known?.q5 ?? null),
      row('rank-high', 'Interval of the rank, to', 'rank', known?.q95 ?? null),
      row('percentile', 'Percentile', 'percent', percentile),
      row('decile', 'Tenth', 'decile', decile),
      ...page.contributions.map(({ id, title, points }) =>
        row(`points-${id}`, `Points: ${title}`, 'score', points[at] ?? null),
      ),
    ];
  });
  const shown = [...page.areas, ...page.references];
  const figures = page.indicators.flatMap((indicator) =>
    indicator.cells.flatMap((cell, at): CsvRow[] => {
      const area = shown[at];
      if (area === undefined) return [];
      const { indicatorId: measure, title, unit, publisher, datasetTitle } = indicator;
      const { value, missingReason } = cell;
      const period = cell.period ?? indicator.period;
      return [
        { area, measure, title, unit, value, missingReason, period, source: `${publisher}, ${datasetTitle}` },
      ];
    }),
  );
  return [...scores, ...figures];
}

/** A comparison as CSV: a row for each figure of each area, as those who count with them want it. */
export function comparisonCsv(page: AreaComparison): string {
  return csvHeader(csvColumns) + csvRows(csvColumns, csvRowsOf(page));
}
