import {
  gapAreaParamsSchema,
  gapReportQuerySchema,
  gapReportSchema,
  type GapReport,
} from '../../../core/contract/coverage/gap-report.ts';
import type { AreaSet } from '../../../core/contract/area.ts';
import { AppError } from '../../../core/errors.ts';
import type { Locale } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Queryable } from '../../database/database.ts';
import { csvHeader, csvRows } from '../../files/csv.ts';
import { fileNameOf } from '../../files/file-name.ts';
import type { GapReports } from '../../usecases/coverage/gap-reports.ts';
import { findReportedArea } from '../../usecases/coverage/reported-area.ts';
import { reportRows, summaryColumns } from '../../usecases/coverage/summary-table.ts';
import type { AreaMaps } from '../../usecases/maps/area-map.ts';
import { registerPage, type PageScope } from '../page.ts';
import { reportView } from './report-view.ts';

export interface ReportPageDependencies {
  readonly database: Queryable;
  readonly gapReports: GapReports;
  readonly maps: AreaMaps;
}

/** What is small enough to be found within something larger. */
const located: ReadonlySet<string> = new Set(['lsoa', 'msoa', 'ward']);

/** Where an area lies, as a small picture; null where none can be made: the page is whole without it. */
export async function locatorOf(
  maps: AreaMaps,
  area: AreaSet & { readonly code: string },
  locale: Locale,
): Promise<string | null> {
  if (!located.has(area.type)) return null;
  try {
    return (await maps.ofArea({ area, variant: 'locator', locale })).map?.svg ?? null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** `/coverage/areas/CODE`: what premises of an area can order, as a page, as JSON, as CSV and on paper. */
export function registerReportPage(
  scope: PageScope,
  { database, gapReports, maps }: ReportPageDependencies,
): void {
  registerPage(scope, {
    path: '/coverage/areas/:code',
    params: gapAreaParamsSchema,
    query: gapReportQuerySchema,
    data: gapReportSchema,
    template: 'coverage/report.njk',
    print: true,
    async read({ params, query, t }) {
      const area = await findReportedArea(database, params.code);
      return gapReports.ofArea(area, { speedClass: query.class, period: query.period, t });
    },
    async view(data: GapReport, { t, locale }) {
      const { subject } = data;
      const map = subject.kind === 'area' ? await locatorOf(maps, subject, locale) : null;
      return { ...reportView(data, t), map };
    },
  });

  const schema = { hide: true, params: gapAreaParamsSchema, querystring: gapReportQuerySchema };
  scope.app.get('/coverage/areas/:code.csv', { schema }, async ({ params, query }, reply) => {
    const area = await findReportedArea(database, params.code);
    const t = createTranslator(scope.locale);
    const report = await gapReports.ofArea(area, { speedClass: query.class, period: query.period, t });
    const columns = summaryColumns();
    const name = fileNameOf(`coverage-${area.code}`, report.attribution.madeUp, 'csv');
    return reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(csvHeader(columns) + csvRows(columns, reportRows(report)));
  });
}
