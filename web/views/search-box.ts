import accessibleAutocomplete from 'accessible-autocomplete';
import type { SearchResult } from '../../core/contract/score.ts';
import { element } from '../dom/element.ts';
import type { ViewContext } from './view-context.ts';

const waitMs = 180;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Search by place, ward, code or postcode; the service answers, nothing leaves it. */
export function createSearchBox(
  { api, announce }: ViewContext,
  onPick: (result: SearchResult) => void,
): HTMLElement {
  const holder = element('div', { class: 'atlas-search__box' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | null = null;

  accessibleAutocomplete<SearchResult>({
    element: holder,
    id: 'atlas-search',
    minLength: 2,
    autoselect: true,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    placeholder: '',
    showNoOptionsFound: true,
    tNoResults: () => 'Nothing of that name, code or postcode is loaded',
    source: (query, populate) => {
      clearTimeout(timer);
      asked?.abort();
      timer = setTimeout(() => {
        asked = new AbortController();
        api.search(query, asked.signal).then(populate, (error: unknown) => {
          if (error instanceof DOMException && error.name === 'AbortError') return;
          populate([]);
          announce('The search did not answer. Try again.');
        });
      }, waitMs);
    },
    templates: {
      inputValue: (result) => result?.label ?? '',
      suggestion: (result) => escaped(result.label),
    },
    onConfirm: (result) => {
      if (result !== undefined) onPick(result);
    },
  });

  return element('div', { class: 'atlas-search', attributes: { role: 'search' } }, [
    element('label', {
      class: 'atlas-label',
      text: 'Find a place, ward or postcode',
      attributes: { for: 'atlas-search' },
    }),
    holder,
  ]);
}
