import { profiledTypes } from '../../../core/contract/area.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type { SearchPage } from '../../../core/contract/search-page.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import {
  asPostcodePrefix,
  type FoundArea,
  type FoundPostcode,
  type SearchReads,
} from '../../store/search-reads.ts';
import { findPlaces, tidyQuery } from './find-places.ts';

export interface SearchPageDependencies {
  readonly search: SearchReads;
  readonly credits: Pick<CreditReads, 'everything' | 'areas' | 'releases'>;
}

/** As many as a reader looks through before typing more. */
const shownPlaces = 60;

/** A whole postcode ends with a digit and two letters; its beginning does not. */
function isWholePostcode(text: string): boolean {
  return /\d[A-Z]{2}$/.test(asPostcodePrefix(text) ?? '');
}

/** The one area that a text names by its code or its whole name; null for none, and for several of one name. */
function exactArea(areas: readonly FoundArea[], text: string): string | null {
  const wanted = text.toLowerCase();
  const named = areas.filter(({ code, name }) => [code, name].some((each) => each.toLowerCase() === wanted));
  const codes = new Set(named.map(({ type, code }) => `${type} ${code}`));
  return codes.size === 1 ? (named[0]?.code ?? null) : null;
}

/** Areas by kind, the largest first, each once whatever its vintages. */
function groupsOf(areas: readonly FoundArea[]): SearchPage['groups'] {
  return profiledTypes.toReversed().flatMap((type) => {
    const ofType = new Map(areas.filter((area) => area.type === type).map((area) => [area.code, area]));
    if (ofType.size === 0) return [];
    const found = [...ofType.values()];
    return [
      {
        type,
        areas: found.map(({ code, name, placeName, authority }) => ({ code, name, placeName, authority })),
      },
    ];
  });
}

/** The boundaries that names come from, and the directories that know the postcodes. */
async function creditFor(
  { credits }: SearchPageDependencies,
  areas: readonly FoundArea[],
  postcodes: readonly FoundPostcode[],
): Promise<Attribution> {
  const sets = new Map(areas.map(({ type, vintage }) => [`${type} ${vintage}`, { type, vintage }]));
  const [everything, ...used] = await Promise.all([
    credits.everything(),
    ...[...sets.values()].map((set) => credits.areas(set)),
    ...(postcodes.length === 0 ? [] : [credits.releases(postcodes.map(({ releaseId }) => releaseId))]),
  ]);
  // That the place is made up is said even where nothing was found.
  return joinAttributions([...used, { lines: [], madeUp: everything.madeUp }]);
}

/**
 * What a reader finds by name, code or postcode. A postcode leads to the areas it is in and to nothing smaller: nothing
 * is known of the households that have it.
 */
export async function readSearchPage(
  dependencies: SearchPageDependencies,
  query: string | null,
): Promise<SearchPage> {
  const text = tidyQuery(query ?? '');
  const found = await findPlaces(dependencies.search, text, shownPlaces + 1);
  const isCut = found.areas.length + found.postcodes.length > shownPlaces;
  const isPostcode = isWholePostcode(text);
  const [one] = isPostcode ? found.postcodes : [];
  const areas = found.areas
    .filter(({ type }) => profiledTypes.some((each) => each === type))
    .slice(0, shownPlaces);
  const postcodes = one === undefined ? found.postcodes.slice(0, shownPlaces) : [];
  return {
    query,
    postcode:
      one === undefined
        ? null
        : {
            postcode: one.display,
            terminated: one.terminated,
            areas: profiledTypes.flatMap((type) => one.areas.filter((area) => area.type === type)),
          },
    isPostcode,
    exact: exactArea(areas, text),
    groups: groupsOf(areas),
    postcodes: postcodes.map(({ display, terminated }) => ({ postcode: display, terminated })),
    isCut,
    attribution: await creditFor(dependencies, areas, one === undefined ? postcodes : [one]),
  };
}
