import {
  asPostcodePrefix,
  type FoundArea,
  type FoundPostcode,
  type SearchReads,
} from '../../store/search-reads.ts';

/** What a text can mean; areas that it names by code come before those that it names by name. */
export interface FoundPlaces {
  readonly areas: readonly FoundArea[];
  readonly postcodes: readonly FoundPostcode[];
}

/** As people type it: blanks at the ends and in a row are nothing. */
export function tidyQuery(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** What the text can be is tried from the most to the least certain: a code, a postcode, a name. */
export async function findPlaces(search: SearchReads, query: string, limit: number): Promise<FoundPlaces> {
  const text = tidyQuery(query);
  if (text === '') return { areas: [], postcodes: [] };
  const isCode = /^[a-z]\d{8}$/i.test(text);
  const postcode = asPostcodePrefix(text);
  const [byCode, byPostcode] = await Promise.all([
    isCode ? search.byCode(text, limit) : [],
    postcode === null ? [] : search.byPostcode(postcode, limit),
  ]);
  const room = limit - byCode.length - byPostcode.length;
  const byName = room <= 0 ? [] : await search.byName(text, room);
  return { areas: [...byCode, ...byName], postcodes: byPostcode };
}
