import type { DatasetDescription } from '../contract/data-catalogue.ts';
import { describedFiles } from './described-files.ts';
import { openDefinitionName } from './licence-names.ts';
import { withNotice } from './made-up-notice.ts';

export interface DataPackageOptions {
  /** The address of the service, or nothing, where paths are then from the folder of the descriptor. */
  readonly base: string;
  /** That folder, as a path of the service: `/api/v1/`. */
  readonly folder: string;
  /** The Table Schema that all files share. */
  readonly schema: object;
}

/**
 * A dataset as a Data Package 2.0: its files with their schema, licence, publisher and source, in one document that
 * programs read. Paths of a package may not begin with a slash, so without a public address they are relative.
 *
 * Missing: `resources` is empty for datasets without indicators (boundaries, lookups).
 * Source: https://datapackage.org/standard/data-package/
 */
export function dataPackage(description: DatasetDescription, { base, folder, schema }: DataPackageOptions) {
  const { dataset } = description;
  const addressOf = (path: string): string =>
    base === '' ? path.slice(path.startsWith(folder) ? folder.length : 1) : `${base}${path}`;
  const licenceName = openDefinitionName(dataset.licenceUrl);
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: dataset.id,
    title: dataset.title,
    description: withNotice(dataset.attribution, dataset.madeUp),
    ...(dataset.importedAt === null ? {} : { created: dataset.importedAt }),
    contributors: [{ title: dataset.publisher, roles: ['publisher'] }],
    licenses: [
      {
        ...(licenceName === null ? {} : { name: licenceName }),
        ...(dataset.licenceUrl === null ? {} : { path: dataset.licenceUrl }),
        title: dataset.licence,
      },
    ],
    sources: [{ title: dataset.title, ...(dataset.page === null ? {} : { path: dataset.page }) }],
    resources: describedFiles(description).map(({ name, title, indicator, series }) => ({
      name,
      title,
      description: withNotice(indicator.description, dataset.madeUp),
      type: 'table',
      path: addressOf(series.files.csv),
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { header: true, delimiter: ',', lineTerminator: '\r\n' },
      schema,
    })),
  };
}
