import type { DataCatalogue, DatasetDescription } from '../contract/data-catalogue.ts';
import { describedFiles } from './described-files.ts';
import { withNotice } from './made-up-notice.ts';
import { periodEnd, periodStart } from './period-days.ts';

const context = 'https://schema.org';

/** What search engines for data read of one dataset. `base` is the address of the service. */
export function schemaOrgDataset(description: DatasetDescription, base: string) {
  const { dataset } = description;
  const { page, licenceUrl, importedAt } = dataset;
  const start = dataset.periods.flatMap((period) => periodStart(period) ?? []).sort()[0];
  const end = dataset.periods
    .flatMap((period) => periodEnd(period) ?? [])
    .sort()
    .at(-1);
  return {
    '@context': context,
    '@type': 'Dataset',
    '@id': `${base}/data/${dataset.id}`,
    url: `${base}/data/${dataset.id}`,
    identifier: dataset.id,
    name: dataset.title,
    description: withNotice(
      `${dataset.title}, published by ${dataset.publisher}. ${dataset.attribution}`,
      dataset.madeUp,
    ),
    creator: { '@type': 'Organization', name: dataset.publisher },
    creditText: dataset.attribution,
    license: licenceUrl ?? dataset.licence,
    isAccessibleForFree: true,
    ...(page === null ? {} : { isBasedOn: page }),
    ...(importedAt === null ? {} : { dateModified: importedAt }),
    ...(start === undefined || end === undefined ? {} : { temporalCoverage: `${start}/${end}` }),
    variableMeasured: description.indicators.map(({ title }) => title),
    includedInDataCatalog: { '@type': 'DataCatalog', '@id': `${base}/data`, name: 'Digital Exclusion Atlas' },
    distribution: describedFiles(description).map(({ title, series }) => ({
      '@type': 'DataDownload',
      name: title,
      contentUrl: `${base}${series.files.csv}`,
      encodingFormat: 'text/csv',
    })),
  };
}

/** The catalogue in the words of schema.org: each dataset by its address, where the rest stands. */
export function schemaOrgCatalogue({ datasets, attribution }: DataCatalogue, base: string) {
  return {
    '@context': context,
    '@type': 'DataCatalog',
    '@id': `${base}/data`,
    url: `${base}/data`,
    name: 'Digital Exclusion Atlas: data and sources',
    description: withNotice('Everything that the Digital Exclusion Atlas is made from.', attribution.madeUp),
    dataset: datasets.map(({ id, title }) => ({
      '@type': 'Dataset',
      '@id': `${base}/data/${id}`,
      name: title,
    })),
  };
}
