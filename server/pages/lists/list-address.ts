import { formatRule } from '../../../core/contract/filter-rule.ts';
import type { ListingQuery } from '../../../core/contract/listing.ts';

/** What lists and their files can be had as. */
export const fileEndings = ['csv', 'xlsx', 'geojson', 'gpkg'] as const;
export type FileEnding = (typeof fileEndings)[number];

type Changes = { readonly [Name in keyof ListingQuery]?: ListingQuery[Name] | undefined };

/** Colons and commas may stand in a query as they are (RFC 3986, 3.4): an address is easier to read with them. */
function readable(query: string): string {
  return query.replaceAll('%3A', ':').replaceAll('%2C', ',');
}

/** A query as text, in one order and without what goes without saying: a list has one address. */
function queryText({
  profile,
  base,
  type,
  within,
  where,
  match,
  sort,
  columns,
  selected,
  page,
}: ListingQuery): string {
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') parameters.append(name, value);
  };
  put('profile', profile);
  put('base', base);
  put('type', type);
  put('within', within);
  for (const rule of where ?? []) put('where', formatRule(rule));
  put('match', match === 'all' ? undefined : match);
  put('sort', sort === 'rank' ? undefined : sort);
  put('columns', columns === 'all' ? columns : columns?.join(','));
  put('selected', selected.join(','));
  put('page', page === 1 ? undefined : String(page));
  const text = readable(parameters.toString());
  return text === '' ? '' : `?${text}`;
}

/**
 * The address of a list in English: that of a query with some of it changed, as a page or as a file. The first page of it
 * unless one is said.
 *
 * @example listAddress(query, { sort: '-population' }) // '/areas?type=ward&sort=-population'
 */
export function listAddress(query: ListingQuery, changes: Changes = {}, ending?: FileEnding): string {
  const changed = { ...query, page: 1, ...changes } as ListingQuery;
  return `/areas${ending === undefined ? '' : `.${ending}`}${queryText(changed)}`;
}
