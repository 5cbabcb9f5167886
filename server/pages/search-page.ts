import { capitalised } from '../../core/capitalised.ts';
import { searchPageQuerySchema } from '../../core/contract/queries.ts';
import { searchPageSchema, type SearchPage } from '../../core/contract/search-page.ts';
import { formatPeriod } from '../../core/language/format-period.ts';
import { addressIn } from '../../core/language/locale.ts';
import { readSearchPage, type SearchPageDependencies } from '../usecases/search/search-page.ts';
import { tidyQuery } from '../usecases/search/find-places.ts';
import { registerPage, type PageRequest, type PageScope } from './page.ts';

type SearchRequest = Pick<PageRequest<unknown, unknown>, 'locale' | 't'>;

function postcodeShown({ postcode }: SearchPage, { locale, t }: SearchRequest) {
  if (postcode === null) return null;
  return {
    postcode: postcode.postcode,
    terminated: postcode.terminated === null ? null : formatPeriod(postcode.terminated, locale),
    areas: postcode.areas.map(({ type, code, name }) => ({
      kind: capitalised(t(`kinds.${type}One`)),
      name: name ?? code,
      address: name === null ? null : addressIn(locale, `/areas/${code}`),
    })),
  };
}

function groupsShown({ groups }: SearchPage, { locale, t }: SearchRequest) {
  return groups.map(({ type, areas }) => ({
    type,
    title: capitalised(t(`kinds.${type}Many`)),
    areas: areas.map(({ code, name, placeName, authority }) => ({
      name,
      address: addressIn(locale, `/areas/${code}`),
      within: [...new Set([placeName, authority])]
        .filter((part) => part !== null && part !== name)
        .join(', '),
    })),
  }));
}

/** Who asked for a postcode and nothing else wants its areas, with nothing to choose from below them. */
function isNothing({ query, postcode, groups, postcodes }: SearchPage): boolean {
  return query !== null && query.trim() !== '' && postcode === null && groups.length + postcodes.length === 0;
}

/** Search by place, ward, code or postcode: a form that needs no script, and what it found. */
export function registerSearchPage(scope: PageScope, dependencies: SearchPageDependencies): void {
  registerPage(scope, {
    path: '/search',
    query: searchPageQuerySchema,
    data: searchPageSchema,
    template: 'search.njk',
    read: ({ query }) => readSearchPage(dependencies, query.q ?? null),
    goesTo: ({ exact }) => (exact === null ? null : `/areas/${exact}`),
    view: (found, { locale, t }) => {
      const query = tidyQuery(found.query ?? '');
      const heading = query === '' ? t('search.title') : t('search.titleFor', { query });
      const isEmpty = found.query !== null && query === '';
      const isUnknownPostcode = found.isPostcode && found.postcode === null;
      return {
        title: isEmpty ? `${t('search.errorPrefix')} ${heading}` : heading,
        description: t('search.description'),
        heading,
        searchText: query,
        searchError: isEmpty ? t('search.empty') : null,
        postcode: postcodeShown(found, { locale, t }),
        postcodes: found.postcodes.map(({ postcode, terminated }) => ({
          postcode,
          terminated,
          address: addressIn(locale, `/search?${new URLSearchParams({ q: postcode }).toString()}`),
        })),
        groups: groupsShown(found, { locale, t }),
        isCut: found.isCut,
        isNothing: isNothing(found),
        nothing: isUnknownPostcode
          ? t('search.nothingPostcode', { query: query.toUpperCase() })
          : t('search.nothing', { query }),
        attribution: found.attribution,
      };
    },
  });
}
