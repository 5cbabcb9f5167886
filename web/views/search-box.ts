import type { SearchResult } from '../../core/contract/score.ts';
import { element } from '../dom/element.ts';
import { startAutocomplete } from './autocomplete.ts';
import type { ViewContext } from './view-context.ts';
import { t } from '../language/words.ts';

/** Search by place, ward, code or postcode; the service answers, nothing leaves it. */
export function createSearchBox(
  { api, announce }: ViewContext,
  onPick: (result: SearchResult) => void,
): HTMLElement {
  const holder = element('div', { class: 'atlas-search__box' });
  startAutocomplete({
    ...{ holder, id: 'atlas-search', takesFirst: true, search: api.search, onPick },
    words: {
      noResults: t('explorer.noResults'),
      assistiveHint: t('explorer.searchHint'),
      tooShort: (minimum) => t('explorer.searchTooShort', { minimum }),
      none: t('explorer.searchNone'),
      selected: (option, count, index) =>
        t('explorer.searchSelected', { option, count, position: index + 1 }),
      results: (count, selected) => t('explorer.searchResults', { count, selected }),
    },
    onFailure: () => {
      announce(t('explorer.searchFailed'));
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
