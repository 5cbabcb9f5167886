import { expect } from 'vitest';

/**
 * The terms of the vocabularies that a catalogue may use, typed in from their published lists, and nothing else: a
 * mistyped term is in no list. Origin: DCAT 3 (W3C Recommendation of 22 August 2024, sections 6 and 7), DCMI Metadata
 * Terms, FOAF 0.99, SPDX 2 as DCAT 3 uses it (section 6.17), SKOS and RDF Schema.
 */
const terms: Readonly<Record<string, readonly string[]>> = {
  'http://www.w3.org/ns/dcat#': [
    ...[
      'Catalog',
      'CatalogRecord',
      'DataService',
      'Dataset',
      'DatasetSeries',
      'Distribution',
      'Relationship',
    ],
    ...[
      'accessService',
      'accessURL',
      'bbox',
      'byteSize',
      'catalog',
      'centroid',
      'compressFormat',
      'contactPoint',
    ],
    ...['dataset', 'distribution', 'downloadURL', 'endDate', 'endpointDescription', 'endpointURL', 'hadRole'],
    ...['inSeries', 'keyword', 'landingPage', 'mediaType', 'packageFormat', 'qualifiedRelation', 'record'],
    ...[
      'resource',
      'servesDataset',
      'service',
      'spatialResolutionInMeters',
      'startDate',
      'temporalResolution',
    ],
    ...['theme', 'themeTaxonomy', 'version'],
  ],
  'http://purl.org/dc/terms/': [
    ...['accessRights', 'accrualPeriodicity', 'conformsTo', 'creator', 'description', 'format', 'hasPart'],
    ...['identifier', 'isPartOf', 'issued', 'language', 'license', 'modified', 'provenance', 'publisher'],
    ...['relation', 'rights', 'source', 'spatial', 'temporal', 'title', 'type'],
    ...['LicenseDocument', 'Location', 'PeriodOfTime', 'ProvenanceStatement', 'Standard'],
  ],
  'http://xmlns.com/foaf/0.1/': ['Agent', 'Organization', 'homepage', 'name', 'page'],
  'http://www.w3.org/2000/01/rdf-schema#': ['label', 'comment'],
  'http://www.w3.org/2004/02/skos/core#': ['prefLabel'],
  'http://spdx.org/rdf/terms#': [
    'Checksum',
    'algorithm',
    'checksum',
    'checksumAlgorithm_sha256',
    'checksumValue',
  ],
  'http://www.w3.org/2001/XMLSchema#': ['date', 'dateTime', 'hexBinary', 'nonNegativeInteger'],
};

/** What DCAT-AP 3.0 makes mandatory, and what this catalogue says of every resource of the class besides. */
const required: Readonly<Record<string, readonly string[]>> = {
  'dcat:Catalog': ['dct:title', 'dct:description', 'dct:publisher', 'dcat:dataset', 'dct:language'],
  'dcat:Dataset': [
    'dct:title',
    'dct:description',
    'dct:publisher',
    'dct:license',
    'dct:provenance',
    'dct:identifier',
  ],
  'dcat:Distribution': ['dcat:accessURL', 'dct:license', 'dct:title'],
  'foaf:Agent': ['foaf:name'],
  'dct:PeriodOfTime': ['dcat:startDate', 'dcat:endDate'],
  'dct:ProvenanceStatement': ['rdfs:label'],
  'dct:LicenseDocument': ['rdfs:label'],
  'dct:Location': ['skos:prefLabel'],
  'spdx:Checksum': ['spdx:algorithm', 'spdx:checksumValue'],
};

const keywords = new Set(['@context', '@id', '@type', '@value', '@language']);

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Counts the resources of each class, having checked each of their terms. */
export function checkLinkedData(document: unknown): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const context = new Map(
    Object.entries(isNode(document) && isNode(document['@context']) ? document['@context'] : {}),
  );
  const checkTerm = (term: string): void => {
    const [prefix = '', name = ''] = term.split(':', 2);
    const address = context.get(prefix);
    expect(address, `${term}: its prefix is in the @context`).toBeTypeOf('string');
    expect(terms[String(address)] ?? [], term).toContain(name);
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    const type = value['@type'];
    if (typeof type === 'string') {
      checkTerm(type);
      counts.set(type, (counts.get(type) ?? 0) + 1);
      for (const term of required[type] ?? []) expect(Object.keys(value), type).toContain(term);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (key === '@context') continue;
      if (!keywords.has(key)) checkTerm(key);
      else if (key === '@id') expect(inner, 'an address').toMatch(/^(https?:\/\/[^\s]+|\/[^\s]*)$/);
      visit(inner);
    }
  };
  visit(document);
  return counts;
}
