import type { AddressStore, StateText } from '../state/address-store.ts';

/** The links to the page in other languages go where the map is now: its state is in the query, which the server wrote once. */
export function keepLanguageLinks<State>(
  store: AddressStore<State>,
  queryText: StateText<State>['queryText'],
): void {
  const links = document.querySelectorAll<HTMLAnchorElement>('.atlas-header__languages a');
  const write = (): void => {
    const query = queryText(store.get());
    for (const link of links) link.search = query === '' ? '' : `?${query}`;
  };
  store.subscribe(write);
  write();
}
