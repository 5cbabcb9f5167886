import { dataAge } from '../../../core/catalogue/data-age.ts';
import { seriesFiles } from '../../../core/catalogue/series-files.ts';
import type {
  DatasetDescription,
  DatasetEntry,
  DescribedIndicator,
  DescribedSeries,
} from '../../../core/contract/data-catalogue.ts';
import type { Dataset, Release, SourceDefinition } from '../../../core/contract/dataset.ts';
import type { QualityReport } from '../../../core/contract/quality.ts';
import type { CatalogueFacts, SeriesFacts } from './read-catalogue-facts.ts';

/** What data/sources.yaml says beyond what an import stores. */
export interface SourceTerms {
  readonly licenceUrl: string | null;
  readonly page: string | null;
  readonly everyMonths: number | null;
}

/**
 * The terms of a dataset: its own entry in data/sources.yaml; where it has none (it came by a mapping of somebody's
 * own), the address of a licence of the same name.
 */
export function termsOf(dataset: Dataset, sources: readonly SourceDefinition[]): SourceTerms {
  const own = sources.find(({ id }) => id === dataset.id);
  const named = sources.find(({ licence }) => licence === dataset.licence);
  return {
    licenceUrl: own?.licenceUrl ?? named?.licenceUrl ?? null,
    page: own?.page ?? dataset.address,
    everyMonths: own?.everyMonths ?? null,
  };
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

function checksOf(releases: readonly Release[], { checks }: CatalogueFacts): DatasetEntry['checks'] {
  const known = releases.flatMap(({ releaseId }) => checks.get(releaseId) ?? []);
  const checked = known.filter(({ isChecked }) => isChecked);
  const severities = checked.flatMap((check) => check.severities);
  const count = (severity: (typeof severities)[number]): number =>
    severities.filter((each) => each === severity).length;
  return {
    checked: checked.length,
    unchecked: releases.length - checked.length,
    findings: { error: count('error'), warning: count('warning'), info: count('info') },
  };
}

function sumOf(releases: readonly Release[], field: 'rowsRead' | 'rowsKept' | 'rowsRejected'): number {
  return releases.reduce((sum, release) => sum + release[field], 0);
}

/** The row of the catalogue for one dataset: its releases in force together. */
export function describeEntry(
  dataset: Dataset,
  {
    facts,
    terms,
    today,
  }: { readonly facts: CatalogueFacts; readonly terms: SourceTerms; readonly today: string },
): DatasetEntry {
  const current = dataset.releases.filter(({ isCurrent }) => isCurrent);
  const periods = distinct(current.flatMap(({ period }) => period ?? []))
    .sort()
    .reverse();
  const vintages = distinct(current.flatMap(({ vintage }) => vintage ?? [])).sort((a, b) => b - a);
  const { id, title, publisher, licence, attribution, madeUp } = dataset;
  return {
    ...{ id, title, publisher, licence, attribution, madeUp, ...terms, periods, vintages },
    age: dataAge(periods, today, terms.everyMonths),
    files: current.map(({ fileName }) => fileName).reverse(),
    releases: current.length,
    supersededReleases: dataset.releases.length - current.length,
    importedAt:
      current
        .map(({ importedAt }) => importedAt)
        .sort()
        .at(-1) ?? null,
    rowsRead: sumOf(current, 'rowsRead'),
    rowsKept: sumOf(current, 'rowsKept'),
    rowsRejected: sumOf(current, 'rowsRejected'),
    checks: checksOf(current, facts),
    indicators: indicatorsOf(dataset, facts).length,
  };
}

function describeSeries(series: SeriesFacts): DescribedSeries {
  const { type, vintage, period, releaseId, isCurrent, convertedFrom, areas, values, missing, absent } =
    series;
  return {
    ...{ type, vintage, period, releaseId, isCurrent, convertedFrom, areas, values, missing, absent },
    files: seriesFiles(series),
  };
}

/** The indicators that have series from releases of this dataset. */
export function indicatorsOf(dataset: Dataset, facts: CatalogueFacts): DescribedIndicator[] {
  const own = facts.series.filter(({ datasetId }) => datasetId === dataset.id);
  const ids = new Set(own.map(({ indicatorId }) => indicatorId));
  return facts.indicators
    .filter(({ id }) => ids.has(id))
    .map(({ id, title, description, unit, direction }) => ({
      ...{ id, title, description, unit, direction },
      series: own.filter(({ indicatorId }) => indicatorId === id).map(describeSeries),
    }));
}

/** Everything of one dataset but the reports of its releases, which `reports` gives where they were read. */
export function describeDataset(
  dataset: Dataset,
  context: { readonly facts: CatalogueFacts; readonly terms: SourceTerms; readonly today: string },
  reports: ReadonlyMap<
    number,
    { readonly supersededBy: number | null; readonly report: QualityReport | null }
  >,
): DatasetDescription {
  const { facts, today } = context;
  return {
    today,
    dataset: describeEntry(dataset, context),
    releases: dataset.releases.map((release) => {
      const { supersededBy = null, report = null } = reports.get(release.releaseId) ?? {};
      return { ...release, supersededBy, report };
    }),
    indicators: indicatorsOf(dataset, facts),
    boundaries: facts.boundaries
      .filter(({ datasetId }) => datasetId === dataset.id)
      .map(({ type, vintage, areas }) => ({
        ...{ type, vintage, areas },
        geojson: `/api/v1/areas?type=${type}&vintage=${vintage}&format=geojson&limit=10000`,
      })),
  };
}
