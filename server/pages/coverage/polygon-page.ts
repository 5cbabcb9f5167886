import formbody from '@fastify/formbody';
import { z } from 'zod';
import { gapReportQuerySchema } from '../../../core/contract/coverage/gap-report.ts';
import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { shortSpeedKeys } from '../../../core/coverage/coverage-words.ts';
import { drawnLimits } from '../../../core/coverage/drawn-polygon.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator, type Translate } from '../../../core/language/translator.ts';
import { describeKind } from '../../http/problem.ts';
import { reportLimit } from '../../http/rate-limits.ts';
import type { HttpSettings } from '../../http/app-types.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import type { GapReports } from '../../usecases/coverage/gap-reports.ts';
import { readPolygonText } from '../../usecases/coverage/read-polygon-text.ts';
import { registerPage, type PageScope } from '../page.ts';
import { reportView } from './report-view.ts';

export interface PolygonPageDependencies {
  readonly gapReports: GapReports;
  /** Looking through the premises of a city is a second of a core: one at a time. */
  readonly fileQueue: LimitedQueue;
  readonly settings: HttpSettings;
}

const path = '/coverage/polygon';
/** Where the form is sent: an address that is read refuses everything else. */
const sentTo = '/coverage/polygon/report';

/** As the API takes; text in a form is a little longer than itself. */
const mostBytes = 2_097_152;

const fieldsSchema = z.object({
  polygon: z.string(),
  class: gapReportQuerySchema.shape.class,
});

interface Mistake {
  readonly text: string;
  /** What is refused in detail is said in English. */
  readonly isEnglish: boolean;
}

function formFacts(speedClass: SpeedClass, t: Translate) {
  return {
    title: t('coverageReport.polygonTitle'),
    description: t('coverageReport.polygonDescription'),
    current: 'coverage' as const,
    limits: t('coverageReport.polygonLimits', {
      points: drawnLimits.points,
      area: drawnLimits.squareKilometres,
    }),
    speedChoices: speedClasses.map((value) => ({
      value,
      text: t(shortSpeedKeys[value]),
      isChosen: value === speedClass,
    })),
    sentTo,
    pasted: '',
    mistake: null as Mistake | null,
  };
}

/** `/coverage/polygon`: a polygon is pasted, or read from a file by the browser; nothing of it is kept. */
export function registerPolygonPage(
  scope: PageScope,
  { gapReports, fileQueue, settings }: PolygonPageDependencies,
): void {
  registerPage(scope, {
    path,
    query: gapReportQuerySchema,
    data: z.strictObject({ limits: z.record(z.string(), z.number()) }),
    template: 'coverage/polygon.njk',
    read: () => Promise.resolve({ limits: drawnLimits }),
    view: (_data, { query, t }) => formFacts(query.class, t),
  });

  void scope.app.register(async (forms) => {
    await forms.register(formbody, { bodyLimit: mostBytes });
    const options = { schema: { hide: true }, config: reportLimit(settings) } as const;
    forms.post(sentTo, options, async (request, reply) => {
      const t = createTranslator(scope.locale);
      const fields = fieldsSchema.safeParse(request.body);
      const { polygon: pasted, class: speedClass } = fields.success
        ? fields.data
        : { polygon: '', class: 'decent' as const };
      const common = { isTranslated: true, locale: scope.locale, path, ...formFacts(speedClass, t), pasted };
      const send = (status: number, facts: Readonly<Record<string, unknown>>) =>
        reply
          .code(status)
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(scope.render('coverage/polygon.njk', { ...common, ...facts }));
      if (pasted.trim() === '') {
        return send(400, { mistake: { text: t('coverageReport.polygonEmpty'), isEnglish: false } });
      }
      try {
        const polygon = readPolygonText(pasted);
        const report = await fileQueue.run(() => gapReports.ofPolygon(polygon, { speedClass, t }));
        return await send(200, reportView(report, t));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const { status } = describeKind(error.code);
        return send(status, { mistake: { text: error.message, isEnglish: true } });
      }
    });
  });
}
