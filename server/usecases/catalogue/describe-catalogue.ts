import { missingSources } from '../../../core/catalogue/missing-sources.ts';
import type {
  DataCatalogue,
  DatasetDescription,
  IndicatorGap,
} from '../../../core/contract/data-catalogue.ts';
import type { Attribution, Dataset, SourceDefinition } from '../../../core/contract/dataset.ts';
import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { Profile } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import type { Queryable } from '../../database/database.ts';
import { createCatalogueReads } from '../../store/catalogue-reads.ts';
import { createBackgroundJobs, type Patience } from '../background-jobs.ts';
import { describeDataset, describeEntry, termsOf } from './describe-dataset.ts';
import { readCatalogueFacts, type CatalogueFacts } from './read-catalogue-facts.ts';

/** What the data folder describes, loaded or not. */
export interface DescribedData {
  readonly sources: readonly SourceDefinition[];
  readonly indicators: readonly IndicatorDefinition[];
  readonly profiles: readonly Profile[];
}

export interface DataCatalogueDependencies {
  readonly database: Queryable;
  readonly described: DescribedData;
  readonly dataVersion: () => Promise<string>;
  readonly credits: { readonly everything: () => Promise<Attribution> };
  /** The day that ages are counted to, as an ISO date. */
  readonly today: () => string;
  readonly patience: Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;
}

/**
 * The catalogue of what is loaded, what is missing and how it fits together. Each throws AppError source-unavailable
 * with how far it is while a version of the data is looked through for the first time.
 */
export interface DataCatalogues {
  overview(): Promise<DataCatalogue>;
  /** Everything of one dataset. @throws AppError not-found. */
  dataset(datasetId: string): Promise<DatasetDescription>;
  /** Every dataset, without the reports of its releases. */
  every(): Promise<DatasetDescription[]>;
  /** Ends what is running. */
  close(): void;
}

/** Series in force that say nothing about some areas of their set, the emptiest first. */
function gapsOf({ series, indicators }: CatalogueFacts): IndicatorGap[] {
  const titles = new Map(indicators.map(({ id, title }) => [id, title]));
  return series
    .filter(({ isCurrent, areas, values }) => isCurrent && values < areas)
    .map(({ indicatorId, datasetId, type, vintage, period, areas, values, missing, absent }) => ({
      ...{ indicatorId, datasetId, type, vintage, period, areas, values, missing, absent },
      title: titles.get(indicatorId) ?? indicatorId,
    }))
    .sort((a, b) => b.areas - b.values - (a.areas - a.values) || a.title.localeCompare(b.title));
}

function hasReleaseInForce({ releases }: Dataset): boolean {
  return releases.some(({ isCurrent }) => isCurrent);
}

/** The version of now; those who asked just before an import still hold the one before. */
const keptVersions = 1;

export function createDataCatalogues(dependencies: DataCatalogueDependencies): DataCatalogues {
  const { database, described, dataVersion, credits } = dependencies;
  const jobs = createBackgroundJobs<CatalogueFacts>(keptVersions);
  const readFacts = async (): Promise<CatalogueFacts> =>
    jobs.ask(await dataVersion(), ({ onProgress }) => readCatalogueFacts(database, onProgress), {
      ...dependencies.patience,
      saying: 'What is loaded is being looked through',
    });
  const contextOf = (dataset: Dataset, facts: CatalogueFacts) => ({
    facts,
    terms: termsOf(dataset, described.sources),
    today: dependencies.today(),
  });
  return {
    async overview() {
      const [facts, attribution] = await Promise.all([readFacts(), credits.everything()]);
      const loaded = new Set(facts.datasets.filter(hasReleaseInForce).map(({ id }) => id));
      const { areaSets, matches, conversions, codeChanges } = facts;
      return {
        today: dependencies.today(),
        attribution,
        datasets: facts.datasets.map((dataset) => describeEntry(dataset, contextOf(dataset, facts))),
        missingSources: missingSources(described, (id) => loaded.has(id)),
        gaps: gapsOf(facts),
        areaSets: [...areaSets],
        matches: [...matches],
        conversions: [...conversions],
        codeChanges: [...codeChanges],
      };
    },

    async dataset(datasetId) {
      const facts = await readFacts();
      const dataset = facts.datasets.find(({ id }) => id === datasetId);
      if (dataset === undefined) throw new AppError('not-found', `There is no dataset "${datasetId}".`);
      const reports = await createCatalogueReads(database).reports(datasetId);
      return describeDataset(dataset, contextOf(dataset, facts), reports);
    },

    async every() {
      const facts = await readFacts();
      return facts.datasets.map((dataset) => describeDataset(dataset, contextOf(dataset, facts), new Map()));
    },

    close: () => {
      jobs.close();
    },
  };
}
