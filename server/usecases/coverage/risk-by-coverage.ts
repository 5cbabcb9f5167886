import type { RiskArea, RiskByCoverage } from '../../../core/contract/coverage/risk-by-coverage.ts';
import { coverageBreaks } from '../../../core/contract/coverage/risk-groups.ts';
import type { CoverageSnapshot } from '../../../core/contract/coverage/snapshot.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { formatBase } from '../../../core/contract/base-text.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import {
  groupArea,
  riskByCoverage,
  riskHeadline,
  sumAreas,
  sumsOfClasses,
  sumsOfKinds,
} from '../../../core/coverage/risk-by-coverage.ts';
import { riskGroupOf, unservedShare, type CountedPremises } from '../../../core/coverage/risk-groups.ts';
import { AppError } from '../../../core/errors.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Queryable } from '../../database/database.ts';
import { createCreditReads } from '../../store/credit-reads.ts';
import { createPremisesReads } from '../../store/coverage/premises-reads.ts';
import { createSnapshotStore } from '../../store/coverage/snapshot-store.ts';
import { createTakeUpReads } from '../../store/coverage/take-up-reads.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import { attributionOf } from '../list-scores.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { jointRankOf, placesOf, present, rankOfPlace, type ScoredPlaces } from '../scored-places.ts';
import { findWithin, insideOf } from '../within-area.ts';

export interface RiskByCoverageQuestion {
  readonly speedClass: SpeedClass;
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  /** Only areas within the area of this code, or this area itself. */
  readonly within?: string | undefined;
}

/** Risk by coverage with every area that it is made of. */
export interface JoinedRisk {
  readonly summary: RiskByCoverage;
  /** In the order of their codes. */
  readonly areas: readonly RiskArea[];
  readonly table: ScoreTable;
  readonly places: ScoredPlaces;
}

export interface RiskByCoverageOptions {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly dataVersion: () => Promise<string>;
}

/** How many areas the list of the worst holds; all are in the file. */
const listedWorst = 100;
/** Answers for all areas of England hold 33,755 rows, about 15 MB: a few at a time. */
const keptAnswers = 8;

/** The premises of every area of a set by one class, in one answer. */
type Counts = ReadonlyMap<string, CountedPremises>;

/**
 * Joins the premises that cannot order a class to the risk of the areas they lie in. Risk is that of the area, by the
 * ranking that is asked for; nothing is said of the people in a premises.
 *
 * Worked out once for each version of the data and question.
 */
export function createRiskByCoverage({ database, scoring, dataVersion }: RiskByCoverageOptions) {
  const kept = keepPerVersion<JoinedRisk>(dataVersion, keptAnswers);
  const keptCounts = keepPerVersion<Counts>(dataVersion, keptAnswers);
  const premises = createPremisesReads(database);
  const snapshots = createSnapshotStore(database);
  const takeUps = createTakeUpReads(database);
  const credits = createCreditReads(database);

  async function currentSnapshot(): Promise<CoverageSnapshot> {
    const snapshot = await snapshots.current();
    if (snapshot !== null) return snapshot;
    throw new AppError('not-computable', 'No premises are loaded: there is no coverage to join risk to.', {
      details: { field: 'snapshot', reason: 'no-snapshot' },
    });
  }

  /**
   * The counts of the areas of a set.
   *
   * @throws AppError not-computable where the snapshot counts none of them: areas of two vintages are never joined by a
   *   code that both happen to have.
   */
  function countsOf(
    snapshot: CoverageSnapshot,
    places: ScoredPlaces,
    speedClass: SpeedClass,
  ): Promise<Counts> {
    const { type, vintage } = places;
    return keptCounts(`${snapshot.snapshotId} ${type} ${vintage} ${speedClass}`, async () => {
      const rows = await premises.countsOfSet(snapshot.snapshotId, { type, vintage }, speedClass);
      if (rows.length > 0) return new Map(rows.map((row) => [row.code, row]));
      const counted = await premises.countedVintages(snapshot.snapshotId, type);
      const had = counted.length === 0 ? `no ${type}` : `${type} of ${counted.join(', ')}`;
      throw new AppError(
        'not-computable',
        `The index ranks ${type} of ${vintage}; premises are counted by ${had}. Areas of two vintages are not joined.`,
        { details: { field: 'profile', reason: 'other-areas', ranked: vintage, counted } },
      );
    });
  }

  async function takeUpOf(areas: readonly RiskArea[]) {
    const codes = [...new Set(areas.flatMap(({ authority }) => authority?.code ?? []))];
    return takeUps.ofAuthorities(codes);
  }

  async function join(question: RiskByCoverageQuestion): Promise<JoinedRisk> {
    const { speedClass, profileId, base } = question;
    const snapshot = await currentSnapshot();
    const table = await scoring.table({ profileId, base });
    const { profile } = table.inputs;
    const places = placesOf(table, profile.areas.type);
    const within = question.within === undefined ? null : findWithin({ table, places }, question.within);
    const counts = await countsOf(snapshot, places, speedClass);
    const isInside = within === null ? () => true : insideOf({ table, places }, within);
    const rows = places.rows.filter(isInside);
    const areas = rows.map((row) => areaOf({ table, places, row }, counts));
    const takeUp = await takeUpOf(areas);
    const releases = [...snapshot.inputs, ...takeUp].map(({ releaseId }) => releaseId);
    return {
      areas,
      table,
      places,
      summary: {
        ...{ class: speedClass, base: table.base, within },
        profile: { id: profile.id, title: profile.title, version: profile.version },
        areas: { type: places.type, vintage: places.vintage },
        period: snapshot.period,
        breaks: coverageBreaks,
        ...summaryOf(areas),
        worst: worstOf(areas),
        wards: wardsOf(areas),
        takeUp: takeUp.map(({ code, name, percentOfCoverage, percentOfAll, period }) => ({
          ...{ code, name, percentOfCoverage, percentOfAll, period },
        })),
        attribution: joinAttributions([attributionOf(table), await credits.releases(releases)]),
      },
    };
  }

  return {
    /**
     * Risk by coverage of the areas of a profile.
     *
     * @throws AppError not-found (profile, base), invalid-request (within), not-computable (`details.reason` no-snapshot or
     *   other-areas; else as the index engine).
     */
    of(question: RiskByCoverageQuestion): Promise<JoinedRisk> {
      const { speedClass, profileId, base, within } = question;
      const baseText = base === undefined ? '' : formatBase(base);
      return kept([speedClass, profileId, baseText, within ?? ''].join('\n'), () => join(question));
    },
  };
}

export type RiskByCoverageJoin = ReturnType<typeof createRiskByCoverage>;

const uncounted: CountedPremises = { premises: 0, unknown: 0, expectedUnserved: 0 };

interface Row {
  readonly table: ScoreTable;
  readonly places: ScoredPlaces;
  readonly row: number;
}

function areaOf({ table, places, row }: Row, counts: Counts): RiskArea {
  const { areas, population, populationSeries, parents } = table.inputs;
  const code = places.codes[row] ?? '';
  const { premises, unknown, expectedUnserved } = counts.get(code) ?? uncounted;
  const counted = { premises, unknown, expectedUnserved };
  const larger = (type: 'ward' | 'lad'): RiskArea['ward'] => {
    const list = parents.find((each) => each.type === type);
    const at = places.parentPosition(type, row);
    const found = list?.codes[at];
    return found === undefined ? null : { code: found, name: list?.names[at] ?? found };
  };
  const rank = present(places.ranking.rank[row]);
  const risk = riskGroupOf(places.ranking.decile[row] || null);
  return {
    code,
    name: places.names[row] ?? code,
    placeName: areas.placeNames[row] || null,
    ward: larger('ward'),
    authority: larger('lad'),
    score: present(places.scores[row]),
    rank,
    rankOf: rankOfPlace(places.ranking, row),
    jointRank: jointRankOf(places.ranking, row),
    ...{ risk, ...groupArea({ risk, ...counted }) },
    ...counted,
    unservedShare: unservedShare(counted),
    people: populationSeries === null ? null : present(population[row]),
  };
}

function summaryOf(
  areas: readonly RiskArea[],
): Pick<RiskByCoverage, 'headline' | 'table' | 'classes' | 'kinds'> {
  const { rows, columns, total } = riskByCoverage(areas);
  return {
    headline: riskHeadline(areas),
    table: {
      rows: rows.map(({ risk, cells, total: sums }) => ({ risk, cells: [...cells], total: sums })),
      columns: [...columns],
      total,
    },
    classes: sumsOfClasses(areas),
    kinds: sumsOfKinds(areas),
  };
}

/** At high risk and a twentieth of the premises and more without, the most such premises first. */
function worstOf(areas: readonly RiskArea[]): RiskByCoverage['worst'] {
  const found = areas
    .filter(({ kind }) => kind === 'cannot-and-struggle')
    .toSorted((a, b) => b.expectedUnserved - a.expectedUnserved || (a.rank ?? 0) - (b.rank ?? 0));
  return { total: found.length, areas: found.slice(0, listedWorst) };
}

function wardsOf(areas: readonly RiskArea[]): RiskByCoverage['wards'] {
  const byWard = new Map<string, { readonly name: string; readonly members: RiskArea[] }>();
  for (const area of areas) {
    if (area.ward === null) continue;
    const known = byWard.get(area.ward.code) ?? { name: area.ward.name, members: [] };
    known.members.push(area);
    byWard.set(area.ward.code, known);
  }
  return [...byWard]
    .map(([code, { name, members }]) => ({
      ...{ code, name },
      all: sumAreas(members),
      riskiest: riskHeadline(members).riskiest,
    }))
    .sort(
      (a, b) =>
        b.riskiest.expectedUnserved - a.riskiest.expectedUnserved ||
        b.all.expectedUnserved - a.all.expectedUnserved ||
        (a.code < b.code ? -1 : 1),
    );
}
