import accessibleAutocomplete from 'accessible-autocomplete';
import type { SearchResult } from '../../core/contract/score.ts';
import { element } from '../dom/element.ts';
import type { ViewContext } from './view-context.ts';
import { t } from '../language/words.ts';

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
    tNoResults: () => t('explorer.noResults'),
    tStatusQueryTooShort: (minimum) => t('explorer.searchTooShort', { minimum }),
    tStatusNoResults: () => t('explorer.searchNone'),
    tStatusSelectedOption: (option, count, index) =>
      t('explorer.searchSelected', { option, count, position: index + 1 }),
    tStatusResults: (count, selected) => t('explorer.searchResults', { count, selected }),
    tAssistiveHint: () => t('explorer.searchHint'),
    source: (query, populate) => {
      clearTimeout(timer);
      asked?.abort();
      timer = setTimeout(() => {
        asked = new AbortController();
        api.search(query, asked.signal).then(populate, (error: unknown) => {
          if (error instanceof DOMException && error.name === 'AbortError') return;
          populate([]);
          announce(t('explorer.searchFailed'));
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
      text: t('explorer.findPlace'),
      attributes: { for: 'atlas-search' },
    }),
    holder,
  ]);
}
