import { chooseProfile } from '../../../core/choose-profile.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { Comparison, Home } from '../../../core/contract/home.ts';
import { AppError } from '../../../core/errors.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Queryable } from '../../database/database.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import type { DatasetStore } from '../../store/dataset-store.ts';
import { listRankIntervals } from '../list-rank-intervals.ts';
import { attributionOf, listScores } from '../list-scores.ts';
import { nationExtents } from '../loaded-extent.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { matchingOf, placesOf } from '../scored-places.ts';
import { headlineFigures } from './headline-figures.ts';
import { driverOf, worstTenthOf } from './worst-tenth.ts';

export interface HomeDependencies {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly datasets: Pick<DatasetStore, 'list'>;
  readonly credits: Pick<CreditReads, 'everything'>;
}

const shownPlaces = 5;
const shownReleases = 4;
const namedAuthorities = 3;

/** The scores of the profile that visitors see first; null where nothing is loaded that it could be worked out from. */
async function firstTable(scoring: Scoring): Promise<ScoreTable | null> {
  const profile = chooseProfile(await scoring.summaries());
  if (profile === undefined) return null;
  try {
    return await scoring.table({ profileId: profile.id });
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'not-computable'))
      return null;
    throw error;
  }
}

async function worstPlaces(database: Queryable, table: ScoreTable): Promise<Comparison['worst']> {
  const { parents, profile } = table.inputs;
  const type: AreaType = parents.some((parent) => parent.type === 'ward') ? 'ward' : profile.areas.type;
  const { scores } = listScores(table, { type, sort: 'rank', offset: 0, limit: shownPlaces });
  const places = placesOf(table, type);
  const authorities = parents.find((parent) => parent.type === 'lad')?.names ?? [];
  const intervals = await listRankIntervals(database, table, { type });
  const codes = intervals.status === 'known' ? intervals.codes.split('\n') : [];
  const ranksOf = (code: string): Comparison['worst']['places'][number]['ranks'] => {
    if (intervals.status !== 'known') return null;
    const at = codes.indexOf(code);
    const [q5, q95] = [intervals.q5[at] ?? null, intervals.q95[at] ?? null];
    // Rounded outwards, as the sentence about an interval does it.
    return q5 === null || q95 === null ? null : { first: Math.floor(q5), last: Math.ceil(q95) };
  };
  return {
    type,
    matching: matchingOf(table, type),
    places: scores
      .filter(({ score }) => score !== null)
      .map((score) => ({
        score,
        authority: authorities[places.parentPosition('lad', places.codes.indexOf(score.code))] ?? null,
        ranks: ranksOf(score.code),
      })),
  };
}

async function uncertainAreas(database: Queryable, table: ScoreTable): Promise<Comparison['uncertain']> {
  const intervals = await listRankIntervals(database, table, {});
  if (intervals.status === 'missing') return null;
  const known = intervals.isFragile.filter((each) => each !== null);
  return known.length === 0 ? null : { areas: known.filter((each) => each).length, of: known.length };
}

async function compare(database: Queryable, table: ScoreTable) {
  const { inputs, scored } = table;
  const { id, title, summary, areas } = inputs.profile;
  const places = placesOf(table, areas.type);
  const authorities = inputs.parents.find(({ type }) => type === 'lad');
  const nations = nationExtents(table);
  const isWhole = nations.length > 0 && nations.every(({ extent }) => extent === 'whole');
  const { headlines, deprivedTenth, series } = await headlineFigures(database, table);
  const comparison: Comparison = {
    profile: { id, title, summary },
    areas: {
      ...areas,
      total: places.rows.length,
      scored: places.rows.filter((row) => !Number.isNaN(scored.score[row] ?? NaN)).length,
    },
    authorities: {
      total: authorities?.codes.length ?? 0,
      names: (authorities?.names ?? []).slice(0, namedAuthorities),
    },
    nations: isWhole ? nations.map(({ name }) => name) : [],
    headlines,
    // Of a whole nation a tenth of the areas are in its most deprived tenth: that says nothing new.
    deprivedTenth: isWhole ? null : deprivedTenth,
    worstTenth: isWhole && inputs.populationSeries !== null ? worstTenthOf(table, places) : null,
    uncertain: await uncertainAreas(database, table),
    driver: driverOf(table, places),
    worst: await worstPlaces(database, table),
  };
  const credits = series.map(({ attribution, madeUp }) => ({ lines: [attribution], madeUp }));
  return { comparison, attribution: joinAttributions([attributionOf(table), ...credits]) };
}

async function newestReleases(datasets: HomeDependencies['datasets']): Promise<Home['releases']> {
  const newest = (await datasets.list()).flatMap(({ id, title, publisher, releases }) => {
    const current = releases.filter(({ isCurrent }) => isCurrent);
    const [latest] = current.sort((a, b) => b.importedAt.localeCompare(a.importedAt));
    if (latest === undefined) return [];
    return [{ datasetId: id, title, publisher, period: latest.period, importedAt: latest.importedAt }];
  });
  return newest.sort((a, b) => b.importedAt.localeCompare(a.importedAt)).slice(0, shownReleases);
}

/** What the first page says of whatever is loaded; it says something even where nothing is. */
export async function readHome({ database, scoring, datasets, credits }: HomeDependencies): Promise<Home> {
  const [table, releases] = [await firstTable(scoring), await newestReleases(datasets)];
  if (table === null) return { comparison: null, releases, attribution: await credits.everything() };
  return { ...(await compare(database, table)), releases };
}
