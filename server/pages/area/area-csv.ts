import type { AreaFigure, AreaPage } from '../../../core/contract/area-page.ts';
import { csvHeader, csvRows, type CsvColumn } from '../../files/csv.ts';

interface Row extends AreaFigure {
  readonly page: AreaPage;
  readonly points: number | null;
}

const columns: readonly CsvColumn<Row>[] = [
  text('area_code', 'The code of the area.', ({ page }) => page.area.code),
  text('area_name', 'The name of the area.', ({ page }) => page.area.name),
  text('figure', 'What the figure is called in the catalogue.', (row) => row.indicatorId),
  text('title', 'The title of the figure.', (row) => row.title),
  number('value', 'The figure of the area; empty where it is missing.', (row) => row.value),
  text('unit', 'The unit of the three figures.', (row) => row.unit),
  number('authority_value', 'The same figure of its local authority.', (row) => row.authorityValue),
  number(
    'nation_value',
    'The same figure of its nation, where all of it is loaded.',
    (row) => row.nationValue,
  ),
  number(
    'points',
    'The points of the score that it brings; empty where it is no input.',
    (row) => row.points,
  ),
  text('missing_reason', 'Why the figure is missing.', (row) => row.missingReason),
  text('period', 'What the figure is of.', (row) => row.period),
  text('dataset', 'The data set that it comes from.', (row) => row.datasetTitle),
  text('publisher', 'Who publishes it.', (row) => row.publisher),
  text('licence', 'The licence that it is published under.', (row) => row.licence),
];

function text(name: string, description: string, value: (row: Row) => string | null): CsvColumn<Row> {
  return { name, description, kind: 'text', value };
}

function number(name: string, description: string, value: (row: Row) => number | null): CsvColumn<Row> {
  return { name, description, kind: 'number', value };
}

/** The figures of the page as CSV, one row for each: the inputs of the score first, then every other. */
export function areaCsv(page: AreaPage): string {
  const scored = page.why?.indicators ?? [];
  const inputs = new Set(scored.map(({ indicatorId }) => indicatorId));
  const others = [...page.people, ...page.otherFigures]
    .flatMap(({ figures }) => figures)
    .filter(({ indicatorId }) => !inputs.has(indicatorId));
  const rows = [...scored, ...others.map((figure) => ({ ...figure, points: null }))];
  return `${csvHeader(columns)}${csvRows(
    columns,
    rows.map((figure) => ({ ...figure, page })),
  )}`;
}
