import type { SearchResult } from '../../../core/contract/score.ts';
import type { FoundArea, FoundPostcode } from '../../store/search-reads.ts';
import type { FoundPlaces } from './find-places.ts';

/** What was found in one list, as the API gives it: codes and postcodes before names. */
export function searchResults({ areas, postcodes }: FoundPlaces, query: string): SearchResult[] {
  const isNamed = ({ code }: FoundArea): boolean => code === query.toUpperCase();
  return [
    ...areas.filter(isNamed).map(ofArea),
    ...postcodes.map(ofPostcode),
    ...areas.filter((area) => !isNamed(area)).map(ofArea),
  ];
}

function joined(parts: readonly (string | null)[]): string {
  return [...new Set(parts.filter((part) => part !== null && part !== ''))].join(', ');
}

function ofArea(area: FoundArea): SearchResult {
  return {
    kind: 'area',
    label: joined([area.name, area.placeName, area.authority]),
    code: area.code,
    type: area.type,
    vintage: area.vintage,
    position: area.position,
    areas: [],
  };
}

/** With ward and authority by name; a name that is only the code says nothing. */
function ofPostcode({ postcode, display, position, areas }: FoundPostcode): SearchResult {
  const nameOf = (type: string): string | null => areas.find((area) => area.type === type)?.name ?? null;
  return {
    kind: 'postcode',
    label: joined([display, nameOf('ward'), nameOf('lad')]),
    code: postcode,
    type: 'postcode',
    vintage: null,
    position,
    areas: areas.map(({ type, code, name }) => ({ type, code, name: name ?? code })),
  };
}
