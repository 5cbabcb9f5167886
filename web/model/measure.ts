import type { ColumnMethod } from '../../core/contract/indicator-column.ts';
import { formatFigure } from '../../core/format-figure.ts';
import type { Measure } from '../state/explorer-state.ts';
import { isCompared } from './area-table.ts';
import type { AreaTable } from './area-table.ts';
import type { LoadedProfile } from './loaded-profile.ts';
import type { OpenColumn, OpenColumns } from './indicator-columns.ts';
import { missingWords } from './missing-words.ts';
import type { ProfileBlock } from './profile-block.ts';
import type { MeasureInfo } from './scene.ts';
import { language, t } from '../language/words.ts';

const unknownReason = (): string => missingWords(null);

function scoreMeasure(table: AreaTable): MeasureInfo {
  return {
    key: 'score',
    title: t('explorer.overall'),
    isHigherRiskier: true,
    values: table.score,
    format: (value) => t('explorer.outOfHundred', { value: value.toFixed(1) }),
    note: t('explorer.scoreNote'),
    missing: (row) => (isCompared(table, row) ? missingWords(null) : t('explorer.notCompared')),
    credit: null,
  };
}

function isOwnTable(block: ProfileBlock, table: AreaTable): boolean {
  return table.type === 'lsoa' || !block.parents.has(table.type);
}

/** A column that is about the very areas of the table; another was asked for a moment ago and is not this one. */
function fitting(columns: OpenColumns, table: AreaTable, id: string): OpenColumn | undefined {
  const column = columns.get(id);
  return column?.info.areas.type === table.type && column.codes.length === table.codes.length
    ? column
    : undefined;
}

/** The values of an indicator in the areas of a table; undefined until they have come. */
export function indicatorValues(
  block: ProfileBlock,
  table: AreaTable,
  columns: OpenColumns,
  id: string,
): Float64Array | undefined {
  const own = isOwnTable(block, table) ? block.indicators.get(id) : undefined;
  return own ?? fitting(columns, table, id)?.values;
}

const methodNotes = {
  published: null,
  'from-sums': 'explorer.fromSums',
  total: 'explorer.total',
  'population-mean': 'explorer.populationMean',
} as const satisfies Readonly<Record<ColumnMethod, string | null>>;

function methodNote(method: ColumnMethod): string {
  const key = methodNotes[method];
  return key === null ? '' : t(key);
}

function columnMeasure({ info, values, reasons }: OpenColumn): MeasureInfo {
  return {
    key: `indicator:${info.indicatorId}`,
    title: info.title,
    // What is neither good nor bad is drawn dark where there is much of it.
    isHigherRiskier: info.direction !== 'lower-is-riskier',
    isNeutral: info.direction === 'neutral',
    values,
    format: (value) => formatFigure(value, info, language().locale),
    note: `${info.datasetTitle}, ${info.publisher}, ${info.period}.${methodNote(info.method)}`,
    missing: (row) => missingWords(reasons.get(row)),
    credit: info.attribution,
  };
}

/** The measure that the state asks for; a link to one that is not to be had falls back to the score. */
export function measureOf(
  measure: Measure,
  loaded: LoadedProfile,
  table: AreaTable,
  columns: OpenColumns,
): MeasureInfo {
  const { block, rescorer } = loaded;
  if (!('id' in measure)) return scoreMeasure(table);
  if (measure.kind === 'component') {
    const values = table.components.get(measure.id);
    const node = rescorer.compiled.nodes.find(({ id }) => id === measure.id);
    if (values === undefined || node === undefined) return scoreMeasure(table);
    return {
      key: `component:${measure.id}`,
      title: node.title,
      isHigherRiskier: true,
      values,
      format: (value) => value.toFixed(2),
      note: t('explorer.componentNote'),
      missing: unknownReason,
      credit: null,
    };
  }
  const own = isOwnTable(block, table) ? block.indicators.get(measure.id) : undefined;
  const info = block.header.indicators.find(({ id }) => id === measure.id);
  if (own === undefined || info === undefined) {
    const column = fitting(columns, table, measure.id);
    return column === undefined ? scoreMeasure(table) : columnMeasure(column);
  }
  return {
    key: `indicator:${measure.id}`,
    title: info.title,
    isHigherRiskier: info.direction === 'higher-is-riskier',
    values: own,
    format: (value) => formatFigure(value, info, language().locale),
    note: `${info.datasetTitle}, ${info.publisher}, ${info.period}.`,
    missing: unknownReason,
    credit: null,
  };
}
