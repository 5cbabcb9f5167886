import { AppError } from '../../../core/errors.ts';
import type {
  IndicatorDefinition,
  IndicatorFormula,
  MissingReason,
  Unit,
} from '../../../core/contract/indicator.ts';
import { scaleOfRate } from '../../../core/scale-of-rate.ts';
import type { SourceColumn, SourceNote, ValuesRow } from '../../sources/source.ts';
import type { StoredIndicator } from '../../store/indicator-store.ts';

/** What one indicator is in one row: the value, what it was made of, or why it is missing. */
export interface ComputedValue {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missingReason: MissingReason | null;
}

export interface PlannedIndicator {
  readonly indicator: StoredIndicator;
  compute(row: ValuesRow): ComputedValue;
}

export interface IndicatorPlan {
  readonly planned: readonly PlannedIndicator[];
  readonly notes: readonly SourceNote[];
}

function missing(reason: MissingReason): ComputedValue {
  return { value: null, numerator: null, denominator: null, missingReason: reason };
}

/** The sum of some columns of a row; null with the reason of the first that is missing. */
function sumColumns(row: ValuesRow, positions: readonly number[]): number | MissingReason {
  let sum = 0;
  for (const position of positions) {
    const value = row.values[position] ?? null;
    if (value === null) return row.reasons?.get(position) ?? 'not-in-source';
    sum += value;
  }
  return sum;
}

function computeCount(positions: readonly number[]) {
  return (row: ValuesRow): ComputedValue => {
    const count = sumColumns(row, positions);
    if (typeof count === 'string') return missing(count);
    return { value: count, numerator: null, denominator: null, missingReason: null };
  };
}

function computeRate(numerators: readonly number[], denominators: readonly number[], unit: Unit) {
  const scale = scaleOfRate(unit);
  return (row: ValuesRow): ComputedValue => {
    const numerator = sumColumns(row, numerators);
    if (typeof numerator === 'string') return missing(numerator);
    const denominator = sumColumns(row, denominators);
    if (typeof denominator === 'string') return missing(denominator);
    if (denominator === 0) {
      return { value: null, numerator, denominator, missingReason: 'zero-denominator' };
    }
    return { value: (scale * numerator) / denominator, numerator, denominator, missingReason: null };
  };
}

/** The positions of the named columns; null when the file lacks one of them. */
function positionsOf(names: readonly string[], columns: readonly SourceColumn[]): number[] | null {
  const positions = names.map((name) => columns.findIndex((column) => column.name === name));
  return positions.includes(-1) ? null : positions;
}

function planFormula(
  formula: IndicatorFormula,
  unit: Unit,
  columns: readonly SourceColumn[],
): PlannedIndicator['compute'] | null {
  if ('value' in formula) {
    const positions = positionsOf([formula.value], columns);
    return positions === null ? null : computeCount(positions);
  }
  if ('count' in formula) {
    const positions = positionsOf(formula.count, columns);
    return positions === null ? null : computeCount(positions);
  }
  const numerators = positionsOf(formula.numerator, columns);
  const denominators = positionsOf(formula.denominator, columns);
  if (numerators === null || denominators === null) return null;
  return computeRate(numerators, denominators, unit);
}

/** The first formula whose columns the file has: editions of one file name the same columns differently. */
function planOne(
  definition: IndicatorDefinition,
  columns: readonly SourceColumn[],
): PlannedIndicator['compute'] | null {
  for (const formula of [definition.formula, ...(definition.alternatives ?? [])]) {
    const compute = planFormula(formula, definition.unit, columns);
    if (compute !== null) return compute;
  }
  return null;
}

function storedFrom(definition: IndicatorDefinition): StoredIndicator {
  return {
    id: definition.id,
    title: definition.title,
    description: definition.description,
    phrase: definition.phrase,
    theme: definition.theme,
    unit: definition.unit,
    direction: definition.direction,
    decimals: definition.decimals,
    datasetId: definition.dataset,
    denominatorTitle: definition.denominatorTitle ?? null,
    additive: definition.additive,
    isCatalogued: true,
  };
}

const unitOfColumn: Readonly<Record<SourceColumn['kind'], Unit>> = {
  count: 'count',
  percent: 'percent',
  share: 'share',
  rate: 'rate-per-1000',
  score: 'score',
  rank: 'rank',
  decile: 'decile',
  pounds: 'pounds',
  speed: 'megabits-per-second',
};

/** An identifier made from the words of a column's name: `ts021-ethnic-group-asian`. */
export function indicatorIdOf(datasetId: string, columnName: string): string {
  const words = columnName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${datasetId}-${words}`.slice(0, 120).replace(/-+$/, '');
}

/** The dataset that a file belongs to. */
export interface PlannedDataset {
  readonly id: string;
  readonly title: string;
}

/** A column that is called "Total" says of what only by the title of its table. */
function titleOfColumn(datasetTitle: string, name: string): string {
  return /^total$/i.test(name) ? `${name} of ${datasetTitle}` : name;
}

/** A column that the catalogue does not describe, taken under its own name: a rate where the file has its total. */
function planUncatalogued(
  { id: datasetId, title: datasetTitle }: PlannedDataset,
  column: SourceColumn,
  columns: readonly SourceColumn[],
): PlannedIndicator {
  const own = columns.indexOf(column);
  const total = column.total === null ? -1 : columns.findIndex(({ name }) => name === column.total);
  const isRate = column.kind === 'count' && total !== -1 && total !== own;
  const unit = isRate ? 'percent' : unitOfColumn[column.kind];
  return {
    indicator: {
      id: indicatorIdOf(datasetId, column.name),
      title: titleOfColumn(datasetTitle, column.name),
      description: `The column "${column.name}" as published${isRate ? `, as a share of "${column.total ?? ''}"` : ''}.`,
      phrase: column.name,
      theme: 'population',
      unit,
      direction: 'neutral',
      decimals: unit === 'count' ? 0 : 2,
      datasetId,
      denominatorTitle: isRate ? column.total : null,
      additive: unit === 'count',
      isCatalogued: false,
    },
    compute: isRate ? computeRate([own], [total], unit) : computeCount([own]),
  };
}

/** Columns whose names differ only in signs, or beyond the length of an id, are told apart by a number. */
function withOwnIds(planned: readonly PlannedIndicator[]): PlannedIndicator[] {
  const seen = new Map<string, number>();
  return planned.map((each) => {
    const { indicator } = each;
    const count = (seen.get(indicator.id) ?? 0) + 1;
    seen.set(indicator.id, count);
    return count === 1 ? each : { ...each, indicator: { ...indicator, id: `${indicator.id}-${count}` } };
  });
}

/**
 * Decides which indicators a file gives. The catalogue's definitions for the dataset are taken where the file has
 * their columns; a definition whose columns are not there is noted, not fatal, since a dataset may come in several
 * files. A dataset that the catalogue does not describe gives one indicator per numeric column.
 *
 * @throws AppError source-rejected when the file gives no indicator at all.
 */
export function planIndicators(
  dataset: PlannedDataset,
  definitions: readonly IndicatorDefinition[],
  columns: readonly SourceColumn[],
): IndicatorPlan {
  const { id: datasetId } = dataset;
  const mine = definitions.filter((definition) => definition.dataset === datasetId);
  if (mine.length === 0) {
    const planned = withOwnIds(columns.map((column) => planUncatalogued(dataset, column, columns)));
    if (planned.length === 0) {
      throw new AppError('source-rejected', 'The file has no numeric column.', { details: { datasetId } });
    }
    return { planned, notes: [] };
  }
  const planned: PlannedIndicator[] = [];
  const absent: string[] = [];
  for (const definition of mine) {
    const compute = planOne(definition, columns);
    if (compute === null) absent.push(definition.id);
    else planned.push({ indicator: storedFrom(definition), compute });
  }
  if (planned.length === 0) {
    throw new AppError(
      'source-rejected',
      `The file has none of the columns that the catalogue names for "${datasetId}".`,
      { details: { datasetId, columns: columns.map((column) => column.name) } },
    );
  }
  const notes: SourceNote[] =
    absent.length === 0
      ? []
      : [
          {
            code: 'catalogue-columns-absent',
            severity: 'info',
            message: `This file does not have the columns for: ${absent.join(', ')}.`,
            count: absent.length,
          },
        ];
  return { planned, notes };
}
