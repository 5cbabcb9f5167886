import { profiledTypes } from '../core/contract/area.ts';
import { searchResultsSchema, type SearchResult } from '../core/contract/score.ts';
import { fetchJson } from './api/request.ts';
import { element, setText } from './dom/element.ts';
import { startAutocomplete } from './views/autocomplete.ts';

const shownResults = 10;

/** Kinds of results that have a page to go to. */
const withPage: ReadonlySet<string> = new Set([...profiledTypes, 'postcode']);

async function search(query: string, signal: AbortSignal): Promise<readonly SearchResult[]> {
  const address = `/api/v1/search?${new URLSearchParams({ q: query, limit: String(shownResults) }).toString()}`;
  const { results } = await fetchJson(address, searchResultsSchema, { signal });
  return results.filter(({ type }) => withPage.has(type));
}

/**
 * Where a result leads, in the language of the page: an area to its own page, a postcode to the areas it is in.
 *
 * @example addressOf({ kind: 'area', code: 'E05000001' }, '/cy/search') // '/cy/areas/E05000001'
 */
export function addressOf(
  { kind, code }: Pick<SearchResult, 'kind' | 'code'>,
  searchAddress: string,
): string {
  if (kind === 'postcode') return `${searchAddress}?${new URLSearchParams({ q: code }).toString()}`;
  return `${searchAddress.replace(/search$/, 'areas')}/${encodeURIComponent(code)}`;
}

/**
 * Lets a search form offer what it finds while one types. The form stays what it was: Enter sends it as typed, unless a
 * result was chosen with the arrow keys.
 *
 * @param form its texts are data attributes, in the language of the page
 */
export function startAreaSearch(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="search"]');
  if (input === null) return;
  const { noResults = '', hint = '', tooShort = '', results = '', failure = '' } = form.dataset;
  const status = element('p', { class: 'govuk-visually-hidden', attributes: { role: 'status' } });
  const holder = element('div', { class: 'atlas-find__field' });
  const hadFocus = document.activeElement === input;
  startAutocomplete({
    holder,
    id: input.id,
    name: input.name,
    text: input.value,
    takesFirst: false,
    words: {
      noResults,
      tooShort,
      assistiveHint: hint,
      results: (count) => results.replace('{count}', String(count)),
    },
    search,
    onPick: (result) => {
      location.assign(addressOf(result, new URL(form.action).pathname));
    },
    onFailure: () => {
      setText(status, failure);
    },
  });
  // The menu keeps Enter for itself even while nothing in it is chosen.
  holder.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      event.stopPropagation();
      form.requestSubmit();
    },
    { capture: true },
  );
  input.replaceWith(holder);
  form.append(status);
  if (hadFocus) holder.querySelector('input')?.focus();
}
