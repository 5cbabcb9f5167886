import { AppError } from '../../../core/errors.ts';
import type { ConversionRule, CodedValue } from '../../../core/geography/conversion-rule.ts';
import {
  convertValues,
  type ConversionReport,
  type ConvertedValues,
} from '../../../core/geography/convert-vintage.ts';
import { kindsOfChange, type KindOfChange } from '../../../core/geography/kind-of-change.ts';
import type { VintageConversion } from '../../../core/geography/vintage-conversion.ts';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { ranksOf } from '../../../core/index/rank-scores.ts';
import { readAreaTable, type AreaTable } from '../index-run/read-area-table.ts';
import { cellError, refuseNegative } from '../index-run/reject-cell.ts';
import { columnValues, rateValues, type RateColumns } from './coded-values.ts';
import { readConversion, type ConversionFiles } from './read-conversion.ts';

export interface ConversionRequest extends ConversionFiles {
  readonly input: string;
  readonly counts: readonly string[];
  readonly rates: readonly RateColumns[];
  readonly scores: readonly string[];
  readonly ranks: readonly string[];
  /** Column of the people of the old areas; null for none. */
  readonly population: string | null;
  readonly missing: readonly string[];
}

export interface ConvertedColumn {
  readonly name: string;
  readonly kind: ConversionRule['kind'];
  readonly values: ReadonlyMap<string, CodedValue>;
  /** Of scores: ranks among the new areas, 1 = highest, ties sharing their average. Null for other kinds. */
  readonly ranks: ReadonlyMap<string, number> | null;
  readonly report: ConversionReport;
}

export interface ConvertedArea {
  readonly code: string;
  readonly change: KindOfChange;
  readonly sources: readonly string[];
  /** A split count or a merged score for which the people of the parts are not known: they counted the same. */
  readonly hasEqualWeights: boolean;
}

export interface ConvertedTable {
  readonly areas: readonly ConvertedArea[];
  readonly columns: readonly ConvertedColumn[];
  /** Old areas of the lookup that the file does not have. */
  readonly absent: readonly string[];
  /** No area is split: an exact-fit lookup of a country has splits, a best-fit one never. */
  readonly hasNoSplit: boolean;
}

/**
 * Brings the columns of a CSV file from one vintage of areas to another, each by the rule of its kind.
 *
 * @throws AppError as readAreaTable and readConversion; source-rejected naming file, line and code where an area is not on
 *   the old side of the lookup, and line, column and value of a count below zero; invalid-request where
 *   two columns of the output would have one name.
 */
export async function convertTable(request: ConversionRequest): Promise<ConvertedTable> {
  const { counts, rates, scores, ranks, population } = request;
  checkNames(request);
  const parts = rates.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const wanted = [...counts, ...parts, ...scores, ...ranks, ...(population === null ? [] : [population])];
  const table = await readAreaTable(request.input, {
    numbers: [...new Set(wanted)],
    texts: [],
    code: null,
    missing: request.missing,
    askedBy: () => 'the command',
  });
  for (const name of new Set([...counts, ...parts])) refuseNegative(table, name);
  const conversion = await readConversion(request, residentsOf(table, population));
  checkCodes(table, conversion, request.lookup);
  const convert = (name: string, rule: ConversionRule, values: readonly CodedValue[]): ConvertedColumn =>
    columnOf(name, rule, convertValues(values, conversion, rule));
  const columns = [
    ...counts.map((name) => convert(name, { kind: 'count' }, columnValues(table, name))),
    ...rates.map((rate) => convert(rate.name, { kind: 'rate', scale: rate.scale }, rateValues(table, rate))),
    ...scores.map((name) => convert(name, { kind: 'score' }, columnValues(table, name))),
    ...ranks.map((name) => convert(name, { kind: 'rank' }, columnValues(table, name))),
  ];
  const inFile = new Set(table.codes);
  return {
    areas: areasOf(conversion, columns),
    columns,
    absent: [...conversion.targetsOfSource.keys()].filter((code) => !inFile.has(code)),
    hasNoSplit: [...conversion.targetsOfSource.values()].every((targets) => targets.length === 1),
  };
}

function columnOf(
  name: string,
  { kind }: ConversionRule,
  { values, report }: ConvertedValues,
): ConvertedColumn {
  const byCode = new Map(values.map((value) => [value.code, value]));
  if (kind !== 'score') return { name, kind, values: byCode, ranks: null, report };
  const column = Float64Array.from(values, ({ value }) => value ?? NaN);
  const ranked = ranksOf(column, oneGroup(column.length), { ties: 'average' }).ranks;
  return {
    ...{ name, kind, values: byCode, report },
    ranks: new Map(values.map(({ code }, row) => [code, ranked[row] ?? NaN])),
  };
}

/** New areas that any area of the file leads to, in the order of the lookup. */
function areasOf(conversion: VintageConversion, columns: readonly ConvertedColumn[]): ConvertedArea[] {
  const kinds = kindsOfChange(conversion);
  const hasShared = columns.some(({ kind }) => kind === 'count' || kind === 'rate');
  const hasMeans = columns.some(({ kind }) => kind === 'score' || kind === 'rank');
  const [first] = columns;
  return [...(first?.values.keys() ?? [])].map((code) => {
    const pieces = conversion.piecesOfTarget.get(code) ?? [];
    const change = kinds.get(code) ?? 'unchanged';
    return {
      ...{ code, change },
      sources: pieces.map(({ from }) => from),
      // A merged count is a sum and a split score a copy: neither asks how many people there are.
      hasEqualWeights: pieces.some(
        (piece) =>
          (hasShared && piece.hasEqualShares) || (hasMeans && change !== 'split' && piece.hasEqualWeights),
      ),
    };
  });
}

function residentsOf(table: AreaTable, population: string | null): ReadonlyMap<string, number> {
  if (population !== null) refuseNegative(table, population);
  const people = population === null ? undefined : table.numbers.get(population);
  const residents = new Map<string, number>();
  people?.forEach((value, row) => {
    if (!Number.isNaN(value)) residents.set(table.codes[row] ?? '', value);
  });
  return residents;
}

function checkCodes(table: AreaTable, conversion: VintageConversion, lookup: string): void {
  const unknown = table.codes.filter((code) => !conversion.targetsOfSource.has(code));
  const [first] = unknown;
  if (first === undefined) return;
  const line = table.lines[table.codes.indexOf(first)] ?? 0;
  const newer = unknown.filter((code) => conversion.piecesOfTarget.has(code)).length;
  const reason = conversion.piecesOfTarget.has(first)
    ? `${lookup} has this code on its new side only: these figures may be of the new areas already`
    : `${lookup} does not have this code on its old side`;
  const others = `${unknown.length} such areas, ${newer} of them on the new side`;
  throw cellError(
    { path: table.file, line, column: table.header[0] ?? 'code' },
    first,
    unknown.length === 1 ? reason : `${reason} (${others})`,
  );
}

/** The names of the columns that a kind of figure is written to. */
export function outputNames(name: string, kind: ConversionRule['kind']): readonly string[] {
  if (kind === 'rate') return [name, `${name}_numerator`, `${name}_denominator`];
  return kind === 'score' ? [name, `${name}_rank`] : [name];
}

export const areaColumns = ['code', 'change', 'sources', 'equal_weights', 'missing'] as const;

function checkNames({ counts, rates, scores, ranks }: ConversionRequest): void {
  const names = [
    ...areaColumns,
    ...counts.flatMap((name) => outputNames(name, 'count')),
    ...rates.flatMap(({ name }) => outputNames(name, 'rate')),
    ...scores.flatMap((name) => outputNames(name, 'score')),
    ...ranks.flatMap((name) => outputNames(name, 'rank')),
  ];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice === undefined) return;
  throw new AppError('invalid-request', `The output would have two columns named "${twice}".`, {
    details: { field: 'output', value: twice },
  });
}
