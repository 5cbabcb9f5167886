import type { NotSpotListQuery } from '../../../core/contract/coverage/not-spots.ts';

type Changes = { readonly [Name in keyof NotSpotListQuery]?: NotSpotListQuery[Name] | undefined };

/**
 * The address of a list of not-spots in English: that of a query with some of it changed, without what goes
 * without saying. The speed is always said: without one, pages open with the slowest that has any, and files with decent
 * broadband. The first page unless one is said.
 *
 * @example notSpotsAddress(query, { class: 'superfast' }) // '/coverage/not-spots?class=superfast'
 */
export function notSpotsAddress(query: NotSpotListQuery, changes: Changes = {}, ending?: string): string {
  const changed = { ...query, page: 1, ...changes };
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | undefined, usual?: string): void => {
    if (value !== undefined && value !== usual) parameters.append(name, value);
  };
  put('class', changed.class);
  put('within', changed.within);
  put('rank', changed.rank, 'premises');
  put('status', changed.status?.join(','), 'new,persisting');
  put('period', changed.period);
  put('profile', changed.profile);
  put('page', changed.page === undefined ? undefined : String(changed.page), '1');
  const text = parameters.toString().replaceAll('%2C', ',');
  return `/coverage/not-spots${ending === undefined ? '' : `.${ending}`}${text === '' ? '' : `?${text}`}`;
}
