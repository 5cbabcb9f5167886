import type { AreaType } from '../../../core/contract/area.ts';
import { chooseProfile } from '../../../core/choose-profile.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type { CodeCounts } from '../../../core/coverage/coded-column.ts';
import type { RiskOfMembers } from '../../../core/coverage/find-not-spots.ts';
import { AppError } from '../../../core/errors.ts';
import { attributionOf } from '../list-scores.ts';
import type { Scoring } from '../score-table.ts';
import { placesOf, present, type PlaceRanking, type ScoredPlaces } from '../scored-places.ts';

/** Areas count as being of high risk up to this tenth, counted from the greatest risk: the riskiest fifth. */
const riskiestTenths = 2;

export interface RiskOfArea {
  readonly score: number | null;
  readonly decile: number | null;
}

/** The risk of areas by the scores of a profile; of the areas, never of the households in them. */
export interface NotSpotRisk {
  readonly profileId: string;
  readonly title: string;
  /** The kind of area that is scored. */
  readonly areaType: AreaType;
  readonly attribution: Attribution;
  of(code: string): RiskOfArea;
  /** Members counted by area. */
  ofMembers(areas: CodeCounts): RiskOfMembers;
}

/**
 * The risk by a profile, the Atlas's own unless said; null where there is no profile, its areas cannot be scored, or they are
 * of a kind that not-spots are not counted by.
 *
 * @throws AppError not-found for a profile that was asked for and is not there.
 */
export async function loadNotSpotRisk(
  scoring: Scoring,
  profileId: string | undefined,
): Promise<NotSpotRisk | null> {
  const id = profileId ?? chooseProfile(await scoring.summaries())?.id;
  if (id === undefined) return null;
  try {
    const table = await scoring.table({ profileId: id });
    const { profile } = table.inputs;
    const places = placesOf(table, profile.areas.type);
    return {
      ...{ profileId: profile.id, title: profile.title, areaType: places.type },
      attribution: attributionOf(table),
      ...riskOfPlaces(places),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-computable') return null;
    throw error;
  }
}

/** By the scores of places of one kind. Missing: areas without a score are counted apart, and not as areas of low risk. */
export function riskOfPlaces(
  places: Pick<ScoredPlaces, 'rows' | 'codes' | 'scores'> & {
    readonly ranking: Pick<PlaceRanking, 'decile'>;
  },
): Pick<NotSpotRisk, 'of' | 'ofMembers'> {
  const rowOf = new Map(places.rows.map((row) => [places.codes[row] ?? '', row]));
  const of = (code: string): RiskOfArea => {
    const row = rowOf.get(code);
    return row === undefined
      ? { score: null, decile: null }
      : { score: present(places.scores[row]), decile: places.ranking.decile[row] || null };
  };
  return {
    of,
    ofMembers({ counts, missing }) {
      let [weighted, high, unscored, scored] = [0, 0, missing, 0];
      for (const { code, premises } of counts) {
        const { score, decile } = of(code);
        if (score === null) {
          unscored += premises;
          continue;
        }
        scored += premises;
        weighted += premises * score;
        if (decile !== null && decile <= riskiestTenths) high += premises;
      }
      return { weighted: scored === 0 ? null : weighted, high, missing: unscored };
    },
  };
}
