import { csvText } from '../index-run/scores-csv.ts';
import { areaColumns, outputNames, type ConvertedColumn, type ConvertedTable } from './convert-table.ts';

type Cell = string | number | null;

/**
 * The converted columns as CSV, a row per new area: what happened to it, of which old areas it is made, why a figure is
 * missing, then the figures in full precision.
 */
export function convertedCsv({ areas, columns }: ConvertedTable): string {
  const header = [...areaColumns, ...columns.flatMap(({ name, kind }) => outputNames(name, kind))];
  const rows = areas.map(({ code, change, sources, hasEqualWeights }): Cell[] => [
    code,
    change,
    sources.join(' '),
    hasEqualWeights ? 'yes' : null,
    missingOf(columns, code),
    ...columns.flatMap((column) => cellsOf(column, code)),
  ]);
  return csvText([header, ...rows]);
}

function cellsOf({ kind, values, ranks }: ConvertedColumn, code: string): Cell[] {
  const found = values.get(code);
  const value = found?.value ?? null;
  if (kind === 'rate') return [value, found?.numerator ?? null, found?.denominator ?? null];
  return ranks === null ? [value] : [value, ranks.get(code) ?? null];
}

/** `unemployed=suppressed rate=zero-denominator`; null where nothing is missing. */
function missingOf(columns: readonly ConvertedColumn[], code: string): string | null {
  const reasons = columns.flatMap(({ name, values }) => {
    const reason = values.get(code)?.missingReason ?? null;
    return reason === null ? [] : [`${name}=${reason}`];
  });
  return reasons.length === 0 ? null : reasons.join(' ');
}
