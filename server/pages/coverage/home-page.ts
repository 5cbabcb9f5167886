import { z } from 'zod';
import { coverageHomeSchema } from '../../../core/contract/coverage/gap-report.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { shortSpeedKeys, speedKeys } from '../../../core/coverage/coverage-words.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { GapReports } from '../../usecases/coverage/gap-reports.ts';
import { registerPage, type PageScope } from '../page.ts';
import { coverageSections } from './coverage-sections.ts';

/** What else stands in the address is passed over. */
const querySchema = z.object({ class: z.enum(speedClasses).default('decent') });

/** `/coverage`: what is loaded by speed, the wards that come off worst, and where to look further. */
export function registerCoverageHome(scope: PageScope, gapReports: GapReports): void {
  registerPage(scope, {
    path: '/coverage',
    query: querySchema,
    data: coverageHomeSchema,
    template: 'coverage/home.njk',
    read: ({ query }) => gapReports.home(query.class),
    view: (data, { t }) => ({
      title: t('coverage.title'),
      description: t('coverage.description'),
      current: 'coverage',
      attribution: data.attribution,
      home: data,
      snapshot:
        data.period === null ? null : t('coverage.snapshot', { period: formatPeriod(data.period, t.locale) }),
      rows: data.classes.map((count) => ({ label: t(shortSpeedKeys[count.speedClass]), ...count })),
      worstTitle: t('coverage.worst', { speed: t(speedKeys[data.speedClass]) }),
      speeds: speedClasses.map((speedClass) => ({
        address: `/coverage?class=${speedClass}`,
        text: t(shortSpeedKeys[speedClass]),
        isShown: speedClass === data.speedClass,
      })),
      sections: coverageSections.map(({ address, text }) => ({ address, text: t(text) })),
    }),
  });
}
