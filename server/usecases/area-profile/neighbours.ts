import { compareRisk, type RankSpan } from '../../../core/area-page/compare-risk.ts';
import type { AreaNeighbours } from '../../../core/contract/area-page/neighbours.ts';
import type { AreaSet } from '../../../core/contract/area.ts';
import { contiguity } from '../../../core/spatial/contiguity.ts';
import { neighboursOf } from '../../../core/spatial/neighbours.ts';
import type { Queryable } from '../../database/database.ts';
import { createRankIntervalStore } from '../../store/rank-interval-store.ts';
import { readTouchingCandidates } from '../../store/touching-candidates.ts';
import type { ExplainedPlace } from '../explain-area.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import { attributionOf } from '../list-scores.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { rowByCode } from '../row-by-code.ts';
import { jointRankOf, placesOf, present, rankOfPlace, type ScoredPlaces } from '../scored-places.ts';

export interface NeighbourOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

/** Lists of codes, a few hundred bytes each. */
const keptLists = 5000;

/**
 * Areas of the same kind that touch an area (queen contiguity, as clusters have it), with their risk. A neighbour is said to
 * be at higher or lower risk only where the intervals of the two ranks do not overlap.
 */
export function createNeighbours({ database, dataVersion }: NeighbourOptions) {
  const kept = keepPerVersion<readonly string[] | null>(dataVersion, keptLists);

  /** Codes of the areas that touch one; null where it has no boundary. */
  const touching = (set: AreaSet, code: string): Promise<readonly string[] | null> =>
    kept(`${set.type} ${set.vintage} ${code}`, async () => {
      const candidates = await readTouchingCandidates(database, set, code);
      if (candidates.length === 0) return null;
      const touches = contiguity(
        candidates.map(({ polygons }) => polygons),
        { rule: 'queen' },
      );
      return Array.from(neighboursOf(touches, 0), (at) => candidates[at]?.code ?? '');
    });

  async function intervalsOf(
    table: ScoreTable,
    places: ScoredPlaces,
    rows: readonly number[],
  ): Promise<ReadonlyMap<number, RankSpan>> {
    if (table.hasOwnWeights) return new Map();
    const { profileHash, dataHash } = table.inputs;
    const ids = rows.map((row) => places.ids[row] ?? 0);
    const found = await createRankIntervalStore(database).some(
      { profileHash, dataHash, base: table.base },
      ids,
    );
    const rowOf = new Map(rows.map((row) => [places.ids[row] ?? 0, row]));
    return new Map(found.map(({ areaId, q5, q95 }) => [rowOf.get(areaId) ?? -1, { q5, q95 }]));
  }

  return {
    async of(table: ScoreTable, { area }: ExplainedPlace): Promise<AreaNeighbours> {
      const places = placesOf(table, area.type);
      const row = rowByCode(places).get(area.code);
      if (row === undefined) return { status: 'missing', reason: 'not-compared' };
      const codes = await touching({ type: places.type, vintage: places.vintage }, area.code);
      if (codes === null) return { status: 'missing', reason: 'no-boundary' };
      if (codes.length === 0) return { status: 'missing', reason: 'touches-none' };
      const rows = codes.flatMap((code) => rowByCode(places).get(code) ?? []);
      const scored = rows.filter((each) => !Number.isNaN(places.scores[each] ?? NaN));
      const intervals = await intervalsOf(table, places, [row, ...scored]);
      const describe = (each: number) => describeRow(places, each, intervals.get(each) ?? null);
      const { groups } = places.ranking;
      scored.sort((a, b) => (places.scores[b] ?? 0) - (places.scores[a] ?? 0) || a - b);
      return {
        status: 'known',
        type: places.type,
        own: describe(row),
        areas: scored.map((each) => ({
          ...describe(each),
          comparison:
            groups.ids[each] === groups.ids[row]
              ? compareRisk(intervals.get(row) ?? null, intervals.get(each) ?? null)
              : 'unknown',
        })),
        hasIntervals: intervals.size > 0,
        withoutScore: codes.length - scored.length,
        attribution: attributionOf(table),
      };
    },
  };
}

function describeRow(places: ScoredPlaces, row: number, interval: RankSpan | null) {
  const { code, name, placeName } = places.score(row);
  return {
    ...{ code, name, placeName },
    score: present(places.scores[row]),
    rank: present(places.ranking.rank[row]),
    jointRank: jointRankOf(places.ranking, row),
    rankOf: rankOfPlace(places.ranking, row),
    decile: places.ranking.decile[row] || null,
    interval,
  };
}
