import { chooseProfile } from '../../../core/choose-profile.ts';
import { areaCardSchema, type AreaCard } from '../../../core/contract/embed.ts';
import { areaMapQuerySchema, areaParamsSchema } from '../../../core/contract/queries.ts';
import { AppError } from '../../../core/errors.ts';
import { capitalised } from '../../../core/capitalised.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { matchingSentence } from '../../../core/summaries/matching-sentence.ts';
import { baseOf } from '../../http/profile-routes.ts';
import { findArea } from '../../http/area-sets.ts';
import type { HttpSettings } from '../../http/app-types.ts';
import { pageSecurity } from '../../http/security.ts';
import type { Queryable } from '../../database/database.ts';
import type { AreaReads } from '../../store/area-reads.ts';
import type { AreaMaps } from '../../usecases/maps/area-map.ts';
import { readAreaCard } from '../../usecases/read-area-card.ts';
import type { Scoring } from '../../usecases/score-table.ts';
import { registerPage, type PageScope } from '../page.ts';

export interface CardPageDependencies {
  readonly database: Queryable;
  readonly settings: HttpSettings;
  readonly areas: AreaReads;
  readonly maps: AreaMaps;
  readonly scoring: Scoring;
}

/** A card of an area for the page of a council: any page may show it in a frame. */
export function registerCardPage(scope: PageScope, dependencies: CardPageDependencies): void {
  const { database, settings, areas, maps, scoring } = dependencies;
  registerPage(scope, {
    path: '/embed/areas/:code',
    params: areaParamsSchema,
    query: areaMapQuerySchema,
    data: areaCardSchema,
    template: 'embed-card.njk',
    security: pageSecurity(settings, '*'),
    async read({ params, query: { profile, base, ...question }, locale }) {
      const area = await findArea(areas, { code: params.code, ...question });
      const profileId = profile ?? chooseProfile(await scoring.summaries())?.id;
      if (profileId === undefined) throw new AppError('not-found', 'There is no profile.');
      const memberships = await areas.memberships(area);
      return readAreaCard(
        { database, scoring, maps },
        { area, memberships, profileId, base: baseOf(base), locale },
      );
    },
    view: (card, { t, path }) => ({
      title: t('embed.cardTitle', { name: card.area.name }),
      isEmbedded: true,
      attribution: card.attribution,
      card,
      placeText: placeText(card, t),
      scoreText: card.sentence ?? t('embed.noScore'),
      drivers: card.drivers.map((driver) => ({
        title: driver.title,
        figure: driver.value === null ? null : formatFigure(driver.value, driver, t.locale),
        effect: driver.pointsAgainstMean > 0 ? t('embed.raises') : t('embed.lowers'),
      })),
      matching:
        card.madeOf === null
          ? null
          : matchingSentence(
              { type: card.area.type, members: card.madeOf.type, matching: card.madeOf.matching },
              t,
            ),
      wholePath: path.replace(/^\/embed/, ''),
    }),
  });
}

function placeText({ area, authority }: AreaCard, t: Translate): string {
  const kind = capitalised(t(`kinds.${area.type}One`));
  return authority === null ? kind : t('embed.inAuthority', { kind, authority: authority.name });
}
