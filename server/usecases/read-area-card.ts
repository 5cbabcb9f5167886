import type { AreaCard } from '../../core/contract/embed.ts';
import type { AreaSummary, Membership } from '../../core/contract/area.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { indicatorTitle } from '../../core/language/data-texts.ts';
import { standingOf } from '../../core/sentences/standing-of.ts';
import { createTranslator } from '../../core/language/translator.ts';
import type { Locale } from '../../core/language/locale.ts';
import type { Queryable } from '../database/database.ts';
import { explainArea } from './explain-area.ts';
import { attributionOf } from './list-scores.ts';
import type { AreaMaps } from './maps/area-map.ts';
import { matchingOf } from './scored-places.ts';
import type { Scoring } from './score-table.ts';

export interface AreaCardSources {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly maps: AreaMaps;
}

export interface AreaCardRequest {
  readonly area: AreaSummary;
  readonly memberships: readonly Membership[];
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base: ComparisonBase | undefined;
  readonly locale: Locale;
}

const shownDrivers = 3;

/**
 * What the card of an area says: its score in words, what moves it most, and its map.
 *
 * Missing: an area that is not scored has no sentence, no score and no drivers; without a boundary it has no map.
 * @throws AppError not-found for an unknown profile.
 */
export async function readAreaCard(
  { database, scoring, maps }: AreaCardSources,
  { area, memberships, profileId, base, locale }: AreaCardRequest,
): Promise<AreaCard> {
  const table = await scoring.table({ profileId, base });
  const { code, name, type, vintage } = area;
  const authority = memberships.find((membership) => membership.type === 'lad');
  const { map } = await maps.ofArea({ area, variant: 'small', locale, profileId, base });
  const t = createTranslator(locale);
  const explanation = await explainArea({ database, t }, table, { area, memberships }).catch(noneIfNotScored);
  const drivers = (explanation?.indicators ?? [])
    .flatMap(({ indicatorId, title, unit, decimals, raw, contributionAgainstMean }) =>
      contributionAgainstMean === null
        ? []
        : [
            {
              indicatorId,
              title: indicatorTitle(t, indicatorId, title),
              ...{ unit, decimals, value: raw, pointsAgainstMean: contributionAgainstMean },
            },
          ],
    )
    .filter(({ pointsAgainstMean }) => pointsAgainstMean !== 0)
    .sort((one, other) => Math.abs(other.pointsAgainstMean) - Math.abs(one.pointsAgainstMean))
    .slice(0, shownDrivers);
  const matching = matchingOf(table, type);
  const isScored = explanation !== null && explanation.score.score !== null;
  return {
    area: { code, name, type, vintage },
    madeOf: matching === null ? null : { type: table.inputs.profile.areas.type, matching },
    authority: authority === undefined ? null : { code: authority.code, name: authority.name },
    sentence: isScored ? standingOf(explanation, name, t) : null,
    score: explanation?.score.score ?? null,
    decile: explanation?.score.decile ?? null,
    rankOf: explanation?.score.rankOf ?? 0,
    drivers,
    map: map?.svg ?? null,
    attribution: attributionOf(table),
  };
}

/** An area that is not among those compared has a card all the same: it says so. */
function noneIfNotScored(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}
