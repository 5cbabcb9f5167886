import type { Attribution } from '../../../core/contract/dataset.ts';
import { formatRule } from '../../../core/contract/filter-rule.ts';
import type { MissingReason } from '../../../core/contract/indicator.ts';
import { listPageSize, type Listing } from '../../../core/contract/listing.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { attributionOf } from '../list-scores.ts';
import { matchingOf } from '../scored-places.ts';
import { columnWords } from './column-words.ts';
import type { CombinedAreas } from './combine-areas.ts';
import type { AreaListing, ListOrder } from './list-areas.ts';
import type { ListColumn } from './list-columns.ts';

/** The credit lines of the scores and of every figure that a list shows, each once. */
export function listingAttribution({ figures, columns }: AreaListing): Attribution {
  const ofScores = attributionOf(figures.table);
  const series = columns.flatMap(({ subject }) =>
    subject.kind === 'indicator' ? [subject.placed.series] : [],
  );
  return {
    lines: [...new Set([...ofScores.lines, ...series.map(({ attribution }) => attribution)])].sort(),
    madeUp: ofScores.madeUp || series.some(({ madeUp }) => madeUp),
  };
}

/** As addresses spell an order. */
export function orderText({ column, isDescending }: ListOrder): string {
  return isDescending ? `-${column}` : column;
}

function rowData({ figures: { places }, columns }: AreaListing, row: number): Listing['rows'][number] {
  const missing: Record<string, MissingReason> = {};
  const values = columns.map((column): [string, number | string | null] => {
    const value = column.value(row);
    const reason = value === null ? column.reason(row) : null;
    if (reason !== null) missing[column.id] = reason;
    return [column.id, value];
  });
  return {
    code: places.codes[row] ?? '',
    name: places.names[row] ?? '',
    values: Object.fromEntries(values),
    missing,
  };
}

function combinedData(
  { figures: { places }, selected }: AreaListing,
  combined: CombinedAreas | null,
): Listing['combined'] {
  if (combined === null) return null;
  const { memberCount, scoredCount, population, scoredPopulation, score, values } = combined;
  return {
    areas: selected.map((row) => ({ code: places.codes[row] ?? '', name: places.names[row] ?? '' })),
    ...{ memberCount, scoredCount, population, scoredPopulation, score },
    values: Object.fromEntries(values),
  };
}

/** One page of a list as data: what the page shows, the same as JSON. Past the last page there are no rows. */
export function listingData(
  listing: AreaListing,
  combined: CombinedAreas | null,
  { page, t }: { readonly page: number; readonly t: Translate },
): Listing {
  const { figures, request, within, columns, rows } = listing;
  const { profile } = figures.table.inputs;
  const { type, vintage } = figures.places;
  const size = listPageSize(columns.length);
  const start = (page - 1) * size;
  return {
    profile: { id: profile.id, title: profile.title, version: profile.version },
    base: figures.table.base,
    areas: { type, vintage },
    matching: matchingOf(figures.table, type),
    within,
    where: request.filters.rules.map(formatRule),
    match: request.filters.match,
    sort: orderText(request.order),
    columns: columns.map((column: ListColumn) => columnWords(column, t)),
    total: rows.length,
    page,
    pages: Math.max(1, Math.ceil(rows.length / size)),
    rows: rows.slice(start, start + size).map((row) => rowData(listing, row)),
    combined: combinedData(listing, combined),
    attribution: listingAttribution(listing),
  };
}
