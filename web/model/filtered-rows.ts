import { passes } from '../../core/contract/filter-rule.ts';
import type { FilterField, MapFilters } from '../state/filter-rule.ts';
import type { AreaTable } from './area-table.ts';
import type { OpenColumns } from './indicator-columns.ts';
import { indicatorValues } from './measure.ts';
import type { ProfileBlock } from './profile-block.ts';

type ReadRow = (row: number) => number | null;

function reader(column: ArrayLike<number> | undefined, missing?: number): ReadRow {
  return (row) => {
    const value = column?.[row] ?? NaN;
    return Number.isNaN(value) || value === missing ? null : value;
  };
}

/** 1 for each row that passes the filters. */
export function filteredRows(
  filters: MapFilters,
  block: ProfileBlock,
  table: AreaTable,
  columns: OpenColumns,
): Uint8Array {
  const readerOf = (field: FilterField): ReadRow => {
    if (field === 'score') return reader(table.score);
    if (field === 'rank') return reader(table.rank);
    if (field === 'decile') return reader(table.decile, 0);
    return reader(indicatorValues(block, table, columns, field.slice('indicator:'.length)));
  };
  const readers = new Map(filters.rules.map(({ field }) => [field, readerOf(field)]));
  return Uint8Array.from({ length: table.codes.length }, (_, row) =>
    passes(filters, (field) => readers.get(field)?.(row) ?? null) ? 1 : 0,
  );
}
