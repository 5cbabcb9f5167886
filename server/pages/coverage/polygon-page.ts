import { Readable } from 'node:stream';
import formbody from '@fastify/formbody';
import { z } from 'zod';
import { gapReportQuerySchema } from '../../../core/contract/coverage/gap-report.ts';
import { gapStatuses } from '../../../core/contract/coverage/premises-filter.ts';
import {
  premisesFileEndings,
  savedListQuerySchema,
  type PremisesFileEnding,
  type SavedListQuery,
} from '../../../core/contract/coverage/premises-list.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { shortSpeedKeys } from '../../../core/coverage/coverage-words.ts';
import { drawnLimits, type DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator, type Translate } from '../../../core/language/translator.ts';
import type { MessageKey } from '../../../core/language/catalogue.ts';
import { sendSavedList } from '../../http/coverage/saved-list-answer.ts';
import { describeKind } from '../../http/problem.ts';
import { reportLimit } from '../../http/rate-limits.ts';
import type { AnyReply, HttpSettings } from '../../http/app-types.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import type { GapReports } from '../../usecases/coverage/gap-reports.ts';
import type { PremisesLists } from '../../usecases/coverage/premises-lists.ts';
import { savePremises } from '../../usecases/coverage/save-premises.ts';
import { readPolygonText } from '../../usecases/coverage/read-polygon-text.ts';
import { registerPage, type PageScope } from '../page.ts';
import { premisesChoices } from './premises-choices.ts';
import { reportView } from './report-view.ts';

export interface PolygonPageDependencies {
  readonly gapReports: GapReports;
  readonly premisesLists: PremisesLists;
  /** Looking through the premises of a city is a second of a core: one at a time. */
  readonly fileQueue: LimitedQueue;
  readonly settings: HttpSettings;
}

const path = '/coverage/polygon';
/** Where the form is sent: an address that is read refuses everything else. */
const sentTo = '/coverage/polygon/report';

/** As the API takes; text in a form is a little longer than itself. */
const mostBytes = 2_097_152;

/** What the form is for besides its polygon; a file takes everything that lists of premises do. */
const fieldsSchema = z.object({ polygon: z.string(), ...savedListQuerySchema.shape });

const fileKeys = {
  csv: 'coverageReport.polygonFileCsv',
  geojson: 'coverageReport.polygonFileGeojson',
  gpkg: 'coverageReport.polygonFileGpkg',
} as const satisfies Record<PremisesFileEnding, MessageKey>;

interface Mistake {
  readonly text: string;
  /** What is refused in detail is said in English. */
  readonly isEnglish: boolean;
}

type Chosen = Pick<SavedListQuery, 'class' | 'status' | 'plan' | 'technology' | 'by'>;
const nothingChosen: Chosen = { class: 'decent', status: [...gapStatuses], by: 'premises' };

function formFacts(chosen: Chosen, t: Translate) {
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
      isChosen: value === chosen.class,
    })),
    choices: premisesChoices(chosen, t),
    files: premisesFileEndings.map((ending) => ({
      address: `${path}/premises.${ending}`,
      text: t(fileKeys[ending]),
    })),
    sentTo,
    pasted: '',
    mistake: null as Mistake | null,
  };
}

/** A form sends what was left empty too. */
function givenFields(body: unknown): Readonly<Record<string, unknown>> {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(fields.filter(([name, value]) => name === 'polygon' || value !== ''));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Sent {
  readonly polygon: DrawnPolygon;
  readonly query: SavedListQuery;
  readonly t: Translate;
}

/**
 * `/coverage/polygon`: a polygon is pasted, or read from a file by the browser; its report is shown, or its premises are
 * saved. Nothing of it is kept.
 */
export function registerPolygonPage(
  scope: PageScope,
  { gapReports, premisesLists, fileQueue, settings }: PolygonPageDependencies,
): void {
  registerPage(scope, {
    path,
    query: gapReportQuerySchema,
    data: z.strictObject({ limits: z.record(z.string(), z.number()) }),
    template: 'coverage/polygon.njk',
    read: () => Promise.resolve({ limits: drawnLimits }),
    view: (_data, { query, t }) => formFacts({ ...nothingChosen, class: query.class }, t),
  });

  const t = createTranslator(scope.locale);
  const options = { schema: { hide: true }, config: reportLimit(settings) } as const;

  /** Answers a form: what is wrong with it is said on the page that it came from. */
  function answers(
    act: (sent: Sent, reply: AnyReply) => Promise<Readable | Readonly<Record<string, unknown>>>,
  ) {
    return async ({ body }: { readonly body: unknown }, reply: AnyReply) => {
      const given = givenFields(body);
      const fields = fieldsSchema.safeParse(given);
      const { polygon: pasted, ...query } = fields.success
        ? fields.data
        : { polygon: textOf(given['polygon']), ...nothingChosen };
      const common = { isTranslated: true, locale: scope.locale, path, ...formFacts(query, t), pasted };
      const send = (status: number, facts: Readonly<Record<string, unknown>>) =>
        reply
          .code(status)
          .type('text/html; charset=utf-8')
          .send(scope.render('coverage/polygon.njk', { ...common, ...facts }));
      reply.header('cache-control', 'no-store');
      if (pasted.trim() === '') {
        return send(400, { mistake: { text: t('coverageReport.polygonEmpty'), isEnglish: false } });
      }
      try {
        if (!fields.success) throw faultOf(fields.error);
        const answer = await act({ polygon: readPolygonText(pasted), query, t }, reply);
        return await (answer instanceof Readable ? reply.send(answer) : send(200, answer));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return send(describeKind(error.code).status, { mistake: { text: error.message, isEnglish: true } });
      }
    };
  }

  void scope.app.register(async (forms) => {
    await forms.register(formbody, { bodyLimit: mostBytes });
    forms.post(
      sentTo,
      options,
      answers(async ({ polygon, query, t }) => {
        const question = { speedClass: query.class, period: query.period, t };
        return reportView(await fileQueue.run(() => gapReports.ofPolygon(polygon, question)), t);
      }),
    );
    for (const ending of premisesFileEndings) {
      forms.post(
        `${path}/premises.${ending}`,
        options,
        answers(async ({ polygon, query, t }, reply) => {
          const list = await fileQueue.run(() => savePremises(premisesLists, query, { t, polygon }));
          return sendSavedList(reply, list, {
            ...{ ending, linkBase: scope.publicUrl ?? '', fileQueue },
          });
        }),
      );
    }
  });
}

function faultOf({ issues: [issue] }: z.ZodError): AppError {
  const field = issue?.path.join('.') ?? '';
  const reason = issue?.message ?? 'it is not what is asked for';
  return new AppError('invalid-request', `${field}: ${reason}.`, { details: { field, reason } });
}
