import { createHash } from 'node:crypto';
import type { MissingReason } from '../../core/contract/indicator.ts';
import type { IndexDefinition, Profile } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { compileProfile, type CompiledIndex } from '../../core/index/compile-profile.ts';
import { matrixOf, type IndicatorMatrix } from '../../core/index/indicator-matrix.ts';
import type { Queryable } from '../database/database.ts';
import { createScoringAreaStore, type ScoringAreas } from '../store/scoring-area-store.ts';
import { createSeriesStore, type CurrentSeries } from '../store/series-store.ts';
import { countsOfRates, overDenominators, type CountsOfRates } from './counts-of-rates.ts';
import { loadParents, type ParentAreas } from './load-parents.ts';
import { canonicalJson, profileHash } from './profile-hash.ts';

/** Everything that a profile is scored from, in memory; rows are the areas in the order of their codes. */
export interface ScoringInputs {
  readonly profile: Profile;
  readonly profileHash: string;
  /** Names the data that went in, wherever it was imported: the files, not the numbers of this database. */
  readonly dataHash: string;
  /** The profile as the engine carries it out: rates that its recipe makes anew name their denominators. */
  readonly definition: IndexDefinition;
  readonly compiled: CompiledIndex;
  readonly areas: ScoringAreas;
  readonly parents: readonly ParentAreas[];
  /** One per indicator, in the order of `compiled.leaves`. */
  readonly series: readonly CurrentSeries[];
  /** As published: what people are shown. */
  readonly matrix: IndicatorMatrix;
  readonly counts: CountsOfRates;
  /** Per indicator, by row: why a value is missing. */
  readonly reasons: readonly ReadonlyMap<number, MissingReason>[];
  /** People in each area; 1 everywhere when no population is loaded. */
  readonly population: Float64Array;
  readonly populationSeries: CurrentSeries | null;
  /** Credit lines of the boundaries that the areas and their parents are drawn with. */
  readonly boundaryCredits: readonly string[];
}

/** The first that is loaded gives the weights of larger areas. */
const populationIndicators = ['population', 'mid-year-population'];

/**
 * Reads what a profile needs from the database.
 *
 * @param latestYear Only figures of this year or earlier; the newest of all when left out.
 * @throws AppError not-found when no area of the profile's set is loaded; not-computable, naming them, when indicators
 * have no values on that set.
 */
export async function loadScoringInputs(
  database: Queryable,
  profile: Profile,
  latestYear: number | null = null,
): Promise<ScoringInputs> {
  const areaStore = createScoringAreaStore(database);
  const seriesStore = createSeriesStore(database);
  const areas = await areaStore.areas(profile.areas);
  if (areas.codes.length === 0) throw noAreas(profile);
  const wanted = indicatorsOf(profile.components);
  const found = await seriesStore.current([...wanted, ...populationIndicators], profile.areas, latestYear);
  const byId = new Map(found.map((series) => [series.indicatorId, series]));
  const absent = wanted.filter((id) => !byId.has(id));
  if (absent.length > 0) throw notLoaded(profile, absent, latestYear);
  const counts = await countsOfRates(seriesStore, profile, found);
  const definition = overDenominators(profile, counts);
  const compiled = compileProfile(definition, (id) => byId.get(id)?.direction ?? null);
  const series = compiled.leaves.flatMap((leaf) => byId.get(leaf.indicatorId) ?? []);
  const columns = [];
  for (const { seriesId } of series) columns.push(await seriesStore.column(seriesId, profile.areas));
  const parents = await loadParents(areaStore, profile, areas);
  const populationSeries = populationIndicators.flatMap((id) => byId.get(id) ?? [])[0] ?? null;
  const population =
    populationSeries === null
      ? new Float64Array(areas.codes.length).fill(1)
      : (await seriesStore.column(populationSeries.seriesId, profile.areas)).values;
  return {
    profile,
    profileHash: profileHash(profile),
    dataHash: dataHash({
      areas,
      parents,
      series: [...series, ...(populationSeries ? [populationSeries] : [])],
    }),
    definition,
    compiled,
    areas,
    parents,
    series,
    matrix: matrixOf(
      areas.codes.length,
      columns.map((column) => column.values),
    ),
    counts,
    reasons: columns.map((column) => column.reasons),
    population,
    populationSeries,
    boundaryCredits: await areaStore.boundaryCredits([profile.areas, ...parents]),
  };
}

function indicatorsOf(nodes: Profile['components'][number]['children']): string[] {
  return nodes.flatMap((node) => ('indicator' in node ? [node.indicator] : indicatorsOf(node.children)));
}

interface HashedData {
  readonly areas: ScoringAreas;
  readonly parents: readonly ParentAreas[];
  readonly series: readonly CurrentSeries[];
}

function dataHash({ areas, parents, series }: HashedData): string {
  const hash = createHash('sha256');
  hash.update(areas.codes.join(','));
  for (const parent of parents) {
    hash.update(canonicalJson([parent.type, parent.vintage, parent.codes])).update(parent.parentOf);
  }
  for (const { indicatorId, period, fileSha256, isConverted } of series) {
    hash.update(canonicalJson([indicatorId, period, fileSha256, isConverted]));
  }
  return hash.digest('hex');
}

function noAreas({ areas }: Profile): AppError {
  return new AppError('not-found', `No areas of type ${areas.type} ${areas.vintage} are loaded.`, {
    details: { type: areas.type, vintage: areas.vintage },
  });
}

function notLoaded(
  { id, areas }: Profile,
  indicators: readonly string[],
  latestYear: number | null,
): AppError {
  const until = latestYear === null ? '' : ` up to ${latestYear}`;
  return new AppError(
    'not-computable',
    `The profile "${id}" cannot be scored: no values on ${areas.type} ${areas.vintage}${until} are loaded for \
${indicators.join(', ')}.`,
    { details: { profile: id, indicators, reason: 'import the datasets that hold these indicators' } },
  );
}
