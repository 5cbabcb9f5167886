import type { DatasetDescription, DescribedRelease } from '../contract/data-catalogue.ts';
import { dcatAddresses, dcatContext, frequencyAddress } from './dcat-context.ts';
import { describedFiles, type DescribedFile } from './described-files.ts';
import { withNotice } from './made-up-notice.ts';
import { periodEnd, periodStart } from './period-days.ts';

export interface DcatOptions {
  /** The address of the service; without one, addresses are relative to the document. */
  readonly base: string;
  readonly madeUp: boolean;
}

const reference = (address: string) => ({ '@id': address });
const english = (text: string) => ({ '@language': 'en', '@value': text });
const typed = (type: 'date' | 'dateTime' | 'nonNegativeInteger' | 'hexBinary', value: string) => ({
  '@type': `xsd:${type}`,
  '@value': value,
});

function licenceOf({ dataset }: DatasetDescription) {
  return dataset.licenceUrl === null
    ? { '@type': 'dct:LicenseDocument', 'rdfs:label': dataset.licence }
    : { '@id': dataset.licenceUrl, '@type': 'dct:LicenseDocument', 'rdfs:label': dataset.licence };
}

/** From the first day of the oldest period in force to the last of the newest; null where none has certain ends. */
function temporalOf({ dataset }: DatasetDescription) {
  const starts = dataset.periods.flatMap((period) => periodStart(period) ?? []).sort();
  const ends = dataset.periods.flatMap((period) => periodEnd(period) ?? []).sort();
  const [start] = starts;
  const end = ends.at(-1);
  if (start === undefined || end === undefined) return null;
  return {
    '@type': 'dct:PeriodOfTime',
    'dcat:startDate': typed('date', start),
    'dcat:endDate': typed('date', end),
  };
}

/** The nations that figures of it are about, where the indicators tell. */
function spatialOf({ indicators }: DatasetDescription, nationsOf: NationsOf) {
  const names = new Set<string>();
  for (const { series } of indicators) {
    for (const each of series.filter(({ isCurrent }) => isCurrent)) {
      const absent = new Map(each.absent.map(({ nation, areas }) => [nation, areas]));
      for (const { nation, areas } of nationsOf(each.type, each.vintage)) {
        if (nation !== null && areas > (absent.get(nation) ?? 0)) names.add(nation);
      }
    }
  }
  return [...names].sort().map((name) => ({ '@type': 'dct:Location', 'skos:prefLabel': english(name) }));
}

/** How many areas of each nation are loaded of a set. */
export type NationsOf = (
  type: string,
  vintage: number,
) => readonly { readonly nation: string | null; readonly areas: number }[];

function provenanceOf(release: DescribedRelease) {
  const { fileName, fileSha256, importedAt, importedBy, rowsRead, rowsKept, rowsRejected } = release;
  const label =
    `File ${fileName}, SHA-256 ${fileSha256}, imported ${importedAt} by ${importedBy}: ` +
    `${rowsRead} rows read, ${rowsKept} kept, ${rowsRejected} rejected.`;
  return { '@type': 'dct:ProvenanceStatement', 'rdfs:label': english(label) };
}

/** The publisher's own file: where it may be had, and by which checksum it is the one that was imported. */
function publishedFile(release: DescribedRelease, page: string, description: DatasetDescription) {
  return {
    '@type': 'dcat:Distribution',
    'dct:title': english(`${release.fileName}, as published`),
    'dcat:accessURL': reference(page),
    'dct:license': licenceOf(description),
    'dcat:byteSize': typed('nonNegativeInteger', String(release.fileBytes)),
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': reference(dcatAddresses.sha256),
      'spdx:checksumValue': typed('hexBinary', release.fileSha256),
    },
  };
}

function seriesFile(file: DescribedFile, description: DatasetDescription, base: string) {
  const { files } = file.series;
  return {
    '@id': `${base}${files.csv}`,
    '@type': 'dcat:Distribution',
    'dct:title': english(file.title),
    'dct:description': english(withNotice(file.indicator.description, description.dataset.madeUp)),
    'dcat:accessURL': reference(`${base}${files.json}`),
    'dcat:downloadURL': reference(`${base}${files.csv}`),
    'dcat:mediaType': reference(dcatAddresses.csvMedia),
    'dct:format': reference(dcatAddresses.csv),
    'dct:conformsTo': [reference(`${base}${files.csvw}`), reference(`${base}${files.tableSchema}`)],
    'dct:license': licenceOf(description),
  };
}

function boundaryFile(
  { type, vintage, geojson }: DatasetDescription['boundaries'][number],
  description: DatasetDescription,
  base: string,
) {
  return {
    '@id': `${base}${geojson}`,
    '@type': 'dcat:Distribution',
    'dct:title': english(`Boundaries: ${type} ${vintage}`),
    'dcat:accessURL': reference(`${base}${geojson}`),
    'dcat:mediaType': reference(dcatAddresses.geojsonMedia),
    'dct:format': reference(dcatAddresses.geojson),
    'dct:license': licenceOf(description),
  };
}

function described(description: DatasetDescription, base: string, nationsOf: NationsOf) {
  const { dataset, releases, boundaries } = description;
  const current = releases.filter(({ isCurrent }) => isCurrent);
  const temporal = temporalOf(description);
  const spatial = spatialOf(description, nationsOf);
  const frequency = frequencyAddress(dataset.everyMonths);
  const { page, importedAt } = dataset;
  return {
    '@id': `${base}/data/${dataset.id}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': dataset.id,
    'dct:title': english(dataset.title),
    'dct:description': english(withNotice(dataset.attribution, dataset.madeUp)),
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': dataset.publisher },
    'dct:license': licenceOf(description),
    'dcat:landingPage': reference(`${base}/data/${dataset.id}`),
    ...(page === null ? {} : { 'dct:source': reference(page) }),
    ...(importedAt === null ? {} : { 'dct:modified': typed('dateTime', importedAt) }),
    ...(temporal === null ? {} : { 'dct:temporal': temporal }),
    ...(spatial.length === 0 ? {} : { 'dct:spatial': spatial }),
    ...(frequency === null ? {} : { 'dct:accrualPeriodicity': reference(frequency) }),
    'dct:provenance': current.map(provenanceOf),
    'dcat:distribution': [
      ...describedFiles(description).map((file) => seriesFile(file, description, base)),
      ...boundaries.map((each) => boundaryFile(each, description, base)),
      ...(page === null ? [] : current.map((release) => publishedFile(release, page, description))),
    ],
  };
}

/**
 * The whole catalogue as JSON-LD by DCAT 3, with what DCAT-AP 3.0 asks of a catalogue, a dataset and a distribution.
 * Figures are the publishers'; the catalogue is the Atlas's, whose licence for its own words is not stated here.
 */
export function dcatCatalogue(
  descriptions: readonly DatasetDescription[],
  { base, madeUp }: DcatOptions,
  nationsOf: NationsOf,
) {
  return {
    '@context': dcatContext,
    '@id': `${base}/data`,
    '@type': 'dcat:Catalog',
    'dct:title': english('Digital Exclusion Atlas: data and sources'),
    'dct:description': english(
      withNotice(
        'Everything that the Atlas is made from: who publishes it, how it was checked, and its files.',
        madeUp,
      ),
    ),
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': 'Digital Exclusion Atlas' },
    'dct:language': [reference(dcatAddresses.english), reference(dcatAddresses.welsh)],
    'foaf:homepage': reference(`${base}/data`),
    'dcat:dataset': descriptions.map((description) => described(description, base, nationsOf)),
  };
}
