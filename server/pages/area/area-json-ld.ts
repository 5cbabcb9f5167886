import type { AreaPage } from '../../../core/contract/area-page.ts';

/** The page in the words of schema.org: the place, and the figures about it as a data set. */
export function areaJsonLd(
  { area, breadcrumbs, summary, attribution }: AreaPage,
  page: { readonly title: string; readonly csv: string; readonly json: string },
): Readonly<Record<string, unknown>> {
  const parent = breadcrumbs.at(-1);
  const place = {
    '@type': 'AdministrativeArea',
    '@id': `#${area.code}`,
    name: area.name,
    identifier: area.code,
    ...(area.nameWelsh === null && area.placeName === null
      ? {}
      : { alternateName: [area.nameWelsh, area.placeName].filter((name) => name !== null) }),
    ...(area.centroid === null ? {} : { geo: { '@type': 'GeoCoordinates', ...area.centroid } }),
    ...(parent === undefined
      ? {}
      : { containedInPlace: { '@type': 'AdministrativeArea', name: parent.name, identifier: parent.code } }),
  };
  const dataset = {
    '@type': 'Dataset',
    name: page.title,
    description: summary,
    spatialCoverage: { '@id': `#${area.code}` },
    ...(attribution.lines.length === 0 ? {} : { creditText: attribution.lines.join(' ') }),
    distribution: [
      { '@type': 'DataDownload', encodingFormat: 'text/csv', contentUrl: page.csv },
      { '@type': 'DataDownload', encodingFormat: 'application/json', contentUrl: page.json },
    ],
  };
  return { '@context': 'https://schema.org', '@graph': [place, dataset] };
}
