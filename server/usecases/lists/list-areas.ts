import type { AreaType } from '../../../core/contract/area.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import { passes, type FilterSet } from '../../../core/contract/filter-rule.ts';
import { sortRows } from '../../../core/lists/sort-rows.ts';
import type { Queryable } from '../../database/database.ts';
import type { Figures, FigureTable } from '../figures/figure-table.ts';
import { listRankIntervals } from '../list-rank-intervals.ts';
import { oncePer } from '../once-per.ts';
import { findWithin, insideOf, type WithinArea } from '../within-area.ts';
import { checkRule, columnNamed, refuse } from './check-rules.ts';
import { listColumns, type ListColumn } from './list-columns.ts';

export interface ListOrder {
  /** The id of a column. */
  readonly column: string;
  readonly isDescending: boolean;
}

export interface AreaListRequest {
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly type?: AreaType | undefined;
  readonly base?: ComparisonBase | undefined;
  /** Only areas within the area of this code, or this area itself. */
  readonly within?: string | undefined;
  readonly filters: FilterSet;
  readonly order: ListOrder;
  /** Ids of columns; a usual few when left out; `all`: every one. */
  readonly columns?: readonly string[] | 'all' | undefined;
  /** Codes of the areas that are to be seen as one. */
  readonly selected: readonly string[];
}

/** Areas of one kind as a list: which, in which order, with which columns. Rows are those of the figures. */
export interface AreaListing {
  readonly figures: FigureTable;
  readonly request: AreaListRequest;
  readonly within: WithinArea | null;
  readonly available: ReadonlyMap<string, ListColumn>;
  readonly columns: readonly ListColumn[];
  /** All that pass, in order. */
  readonly rows: readonly number[];
  /** Rows of the areas that are to be seen as one, in the order of their codes. */
  readonly selected: readonly number[];
}

/** An order of the areas of a country is 300 kB. */
const keptOrders = 24;

/** Lists areas: filters, sorts and chooses columns of the figures in memory. */
export function createAreaLists({
  database,
  figures,
}: {
  readonly database: Queryable;
  readonly figures: Figures;
}) {
  const columnsOf = oncePer(async (_columns: FigureTable['columns'], found: FigureTable) =>
    listColumns(found, await listRankIntervals(database, found.table, { type: found.places.type })),
  );

  /** All areas in an order, kept for the next page of it: sorting those of a country is most of what a page costs. */
  const orders = new WeakMap<FigureTable['columns'], Map<string, readonly number[]>>();

  function sortedRows(found: FigureTable, column: ListColumn, isDescending: boolean): readonly number[] {
    const kept = orders.get(found.columns) ?? new Map<string, readonly number[]>();
    orders.set(found.columns, kept);
    const key = `${isDescending ? '-' : ''}${column.id}`;
    const rows = kept.get(key) ?? sortRows(found.places.rows, column.sortValues(), isDescending ? -1 : 1);
    kept.delete(key);
    kept.set(key, rows);
    const [oldest] = kept.keys();
    if (kept.size > keptOrders && oldest !== undefined) kept.delete(oldest);
    return rows;
  }

  return {
    /**
     * @throws AppError not-found (profile, kind of area), invalid-request naming the parameter that these areas cannot be
     * listed by, not-computable (no data), source-unavailable while the figures are being read.
     */
    async list(request: AreaListRequest): Promise<AreaListing> {
      const { profileId, type, base } = request;
      const found = await figures.of({ profileId, type, base });
      const available = await columnsOf(found.columns, found);
      for (const rule of request.filters.rules) checkRule(available, rule);
      const order = columnNamed(available, request.order.column, 'sort');
      const within = request.within === undefined ? null : findWithin(found, request.within);
      const isInside = within === null ? () => true : insideOf(found, within);
      const rows = sortedRows(found, order, request.order.isDescending).filter(
        (row) =>
          isInside(row) && passes(request.filters, (field) => available.get(field)?.value(row) ?? null),
      );
      return {
        ...{ figures: found, request, within, available },
        columns: chosenColumns(available, found, request.columns),
        rows,
        selected: selectedRows(found, request.selected),
      };
    },

    /** The profile's own areas with all figures: what areas seen as one are made from. */
    members: ({ profileId, base }: Pick<AreaListRequest, 'profileId' | 'base'>): Promise<FigureTable> =>
      figures.of({ profileId, base }),
  };
}

export type AreaLists = ReturnType<typeof createAreaLists>;

/** What a list shows unless somebody chooses: enough to see where risk is and what it is made of. */
function usualColumns(available: ReadonlyMap<string, ListColumn>, { places }: FigureTable): string[] {
  const components = [...available.keys()].filter((id) => id.startsWith('component:')).slice(0, 3);
  const parent = places.type === 'lad' ? 'region' : 'lad';
  return ['rank', 'score', 'decile', parent, 'population', ...components].filter((id) => available.has(id));
}

function chosenColumns(
  available: ReadonlyMap<string, ListColumn>,
  figures: FigureTable,
  wanted: AreaListRequest['columns'],
): ListColumn[] {
  // Every row begins with them.
  const always = ['code', 'name'];
  const ids =
    wanted === 'all'
      ? [...available.values()].filter(hasContent(figures)).map(({ id }) => id)
      : (wanted ?? usualColumns(available, figures));
  return [...new Set(ids)]
    .filter((id) => !always.includes(id))
    .map((id) => columnNamed(available, id, 'columns'));
}

/** Whether any area has something in a column: wards have no name but their own, so a column of other names would be empty. */
function hasContent({ places }: FigureTable): (column: ListColumn) => boolean {
  return (column) => column.kind === 'number' || places.rows.some((row) => column.value(row) !== null);
}

function selectedRows({ places }: FigureTable, codes: readonly string[]): number[] {
  if (codes.length === 0) return [];
  const rowOf = new Map(places.codes.map((code, row) => [code, row]));
  const rows = codes.map((code) => {
    const row = rowOf.get(code);
    if (row === undefined) throw refuse('selected', code, `no ${places.type} of this code is in the list`);
    return row;
  });
  return [...new Set(rows)].sort((a, b) => a - b);
}

/** @throws AppError invalid-request where a text is no rule. */
export function orderOf(sort: string): ListOrder {
  const isDescending = sort.startsWith('-');
  return { column: isDescending ? sort.slice(1) : sort, isDescending };
}
