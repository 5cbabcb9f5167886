/**
 * The JSON-LD context of the catalogue: only terms of published vocabularies, each with its own address.
 *
 * Source: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/).
 */
export const dcatContext = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** How often a publisher publishes, as the Publications Office of the European Union writes it. */
const frequencies: Readonly<Record<number, string>> = {
  1: 'MONTHLY',
  3: 'QUARTERLY',
  6: 'ANNUAL_2',
  12: 'ANNUAL',
  24: 'BIENNIAL',
  36: 'TRIENNIAL',
  120: 'DECENNIAL',
};

const authority = 'http://publications.europa.eu/resource/authority';

/** The address of a frequency; null for those that the authority has no word for. */
export function frequencyAddress(everyMonths: number | null): string | null {
  const word = everyMonths === null ? undefined : frequencies[everyMonths];
  return word === undefined ? null : `${authority}/frequency/${word}`;
}

export const dcatAddresses = {
  english: `${authority}/language/ENG`,
  welsh: `${authority}/language/CYM`,
  csv: `${authority}/file-type/CSV`,
  geojson: `${authority}/file-type/GEOJSON`,
  csvMedia: 'https://www.iana.org/assignments/media-types/text/csv',
  geojsonMedia: 'https://www.iana.org/assignments/media-types/application/geo+json',
  sha256: 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256',
} as const;
