import { z } from 'zod';
import { premisesMapPageSchema } from '../../../core/contract/coverage/map-page.ts';
import { premisesFilterShape } from '../../../core/contract/coverage/premises-filter.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import { linkBase, type HttpSettings } from '../../http/app-types.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import { readPremisesMap, type PremisesMapReads } from '../../usecases/coverage/read-premises-map.ts';
import { registerPage, type PageScope } from '../page.ts';

export interface PremisesMapPageDependencies {
  readonly premisesMap: PremisesMapReads;
  readonly credits: Pick<CreditReads, 'everything'>;
  readonly settings: HttpSettings;
}

const querySchema = z.object({ period: premisesFilterShape.period, within: premisesFilterShape.within });

/** The map of premises: what it shows in words and numbers, and the place where the script draws it. */
export function registerPremisesMapPage(
  scope: PageScope,
  { premisesMap, credits, settings }: PremisesMapPageDependencies,
): void {
  registerPage(scope, {
    path: '/coverage/map',
    // The rest of the query is the map's own state: what it does not know it passes over, so that no old link breaks.
    query: querySchema,
    data: premisesMapPageSchema,
    template: 'coverage/map.njk',
    async read({ query: { period, within } }) {
      const [found, attribution] = await Promise.all([
        readPremisesMap(premisesMap, { period, within, linkBase: linkBase(settings) }),
        credits.everything(),
      ]);
      if (found === null) return { map: null, totals: null, attribution };
      const { map, totals } = found;
      return { map: { ...map, basemapStyle: settings.basemapStyleUrl }, totals, attribution };
    },
    view: ({ map, totals, attribution }, { t, query: { within } }) => ({
      title: t('coverageMap.title'),
      description: t('coverageMap.description'),
      attribution,
      totals,
      period: map === null ? null : formatPeriod(map.period, t.locale),
      withinName: map?.within?.name ?? null,
      withinCode: within ?? null,
      mapText: map === null ? null : JSON.stringify(map),
      rows:
        totals === null
          ? []
          : speedClasses.map((speedClass) => ({
              title: t(`coverageMap.class-${speedClass}`),
              unserved: totals.classes[speedClass].unserved,
              unknown: totals.classes[speedClass].unknown,
            })),
    }),
  });
}
