import {
  listingQuerySchema,
  listingSchema,
  type Listing,
  type ListingQuery,
} from '../../../core/contract/listing.ts';
import { combineAreas } from '../../usecases/lists/combine-areas.ts';
import type { AreaListing, AreaLists } from '../../usecases/lists/list-areas.ts';
import { listRequest, usualProfile } from '../../usecases/lists/list-request.ts';
import { listingData } from '../../usecases/lists/listing-data.ts';
import type { Scoring } from '../../usecases/score-table.ts';
import { registerPage, type AskedAddress, type Onward, type PageRequest, type PageScope } from '../page.ts';
import { queryOfForm } from './list-form.ts';
import { registerListFiles, type ListFileDependencies } from './list-files.ts';
import { listView, type ShownList } from './list-view.ts';

export interface ListPageDependencies extends ListFileDependencies {
  readonly scoring: Scoring;
  readonly lists: AreaLists;
}

/** Areas as a list that can be sorted, filtered and taken away: `/areas`, whole without JavaScript. */
export function registerListPage(scope: PageScope, dependencies: ListPageDependencies): void {
  const { scoring, lists } = dependencies;
  const read = async (query: ListingQuery): Promise<AreaListing> =>
    lists.list(listRequest(query, query.profile ?? (await usualProfile(scoring))));
  // What is shown besides the data is of the same listing: it goes with the data and is not read twice.
  const listings = new WeakMap<Listing, ShownList>();

  registerPage(scope, {
    path: '/areas',
    query: listingQuerySchema,
    data: listingSchema,
    template: 'areas.njk',
    print: true,
    onward: addressOfForm,
    async read({ query, t }: PageRequest<unknown, ListingQuery>) {
      const listing = await read(query);
      const combined =
        listing.selected.length === 0 ? null : combineAreas(listing, await lists.members(listing.request));
      const data = listingData(listing, combined, { page: query.page, t });
      const usual = await usualProfile(scoring);
      const profileQuery = data.profile.id === usual ? '' : `profile=${encodeURIComponent(data.profile.id)}`;
      listings.set(data, { listing, data, profileQuery });
      return data;
    },
    view(data, request) {
      const shown = listings.get(data);
      if (shown === undefined) throw new Error('A list is shown from the data that was read for it.');
      return listView(shown, request);
    },
  });
  registerListFiles(scope, { ...dependencies, read });
}

/** Forms without scripts send rows of controls: people go on to the one address of what they asked for. */
function addressOfForm({ query: form, ending }: AskedAddress): Onward | null {
  const query = ending === null ? queryOfForm(form) : null;
  if (query === null) return null;
  return { address: query.size === 0 ? '/areas' : `/areas?${query.toString()}`, status: 303 };
}
