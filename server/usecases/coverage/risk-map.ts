import type { BivariateClass } from '../../../core/contract/coverage/risk-groups.ts';
import { speedText } from '../../../core/coverage/risk-words.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { drawBivariateLegend } from '../../../core/maps/bivariate-legend.ts';
import { bivariateLook } from '../../../core/maps/bivariate-look.ts';
import type { AreaMaps, MapAnswer } from '../maps/area-map.ts';
import { kindWords } from '../maps/map-words.ts';
import type { JoinedRisk } from './risk-by-coverage.ts';

const mapId = 'risk-map';
/** What an area is on the map that has no class. */
const notKnown = 'not-known';

/** The map of risk by coverage: areas in nine classes, and those of which either is missing. */
export function drawRiskMap(
  maps: Pick<AreaMaps, 'byClasses'>,
  { summary, areas }: JoinedRisk,
  t: Translate,
): Promise<MapAnswer> {
  const classes = new Map(areas.map(({ code, mapClass }) => [code, mapClass]));
  const { within, profile, base } = summary;
  const facts = { kinds: kindWords(t, summary.areas.type), speed: speedText(summary.class, t) };
  const dark = summary.classes.find(({ mapClass }) => mapClass === 'C3')?.sums.areas ?? 0;
  return maps.byClasses({
    ...{ profileId: profile.id, base, type: summary.areas.type, locale: t.locale, id: mapId },
    within: within?.code,
    key: summary.class,
    look: bivariateLook,
    classOf: (code) => classes.get(code) ?? notKnown,
    title:
      within === null
        ? t('coverageRisk.mapTitleAll', facts)
        : t('coverageRisk.mapTitle', { ...facts, place: within.name }),
    description: t('coverageRisk.mapDescription', { count: dark }),
    drawLegend: (top) =>
      drawBivariateLegend(
        mapId,
        {
          risk: t('coverageRisk.legendRisk'),
          coverage: t('coverageRisk.legendCoverage'),
          corners: corners.map((mapClass) => ({ mapClass, text: t(`coverageRisk.corner${mapClass}`) })),
          notKnown: t('coverageRisk.legendNotKnown'),
        },
        { top, hasNotKnown: areas.some(({ mapClass }) => mapClass === null) },
      ),
  });
}

const corners = ['C3', 'C1', 'A3', 'A1'] as const satisfies readonly BivariateClass[];
