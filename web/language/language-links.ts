import { queryText } from '../state/url-state.ts';
import type { StateStore } from '../state/state-store.ts';

/** The links to the page in other languages go where the map is now: its state is in the query, which the server wrote once. */
export function keepLanguageLinks(store: StateStore): void {
  const links = document.querySelectorAll<HTMLAnchorElement>('.atlas-header__languages a');
  const write = (): void => {
    const query = queryText(store.get());
    for (const link of links) link.search = query === '' ? '' : `?${query}`;
  };
  store.subscribe(write);
  write();
}
