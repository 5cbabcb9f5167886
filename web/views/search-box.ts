import type { SearchResult } from '../../core/contract/score.ts';
import { element } from '../dom/element.ts';
import { startAutocomplete } from './autocomplete.ts';
import type { ViewContext } from './view-context.ts';

/** Search by place, ward, code or postcode; the service answers, nothing leaves it. */
export function createSearchBox(
  { api, announce }: ViewContext,
  onPick: (result: SearchResult) => void,
): HTMLElement {
  const holder = element('div', { class: 'atlas-search__box' });
  startAutocomplete({
    ...{ holder, id: 'atlas-search', takesFirst: true, search: api.search, onPick },
    words: { noResults: 'Nothing of that name, code or postcode is loaded' },
    onFailure: () => {
      announce('The search did not answer. Try again.');
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
