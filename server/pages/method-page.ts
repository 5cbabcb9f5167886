import { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import { methodPageSchema, type MethodReport } from '../../core/contract/method-report.ts';
import { profileComparisonSchema } from '../../core/contract/profile-comparison.ts';
import { profileOverTimeSchema } from '../../core/contract/profile-over-time.ts';
import {
  noQuerySchema,
  overTimeQuerySchema,
  profilePairParamsSchema,
  profileParamsSchema,
} from '../../core/contract/queries.ts';
import { AppError } from '../../core/errors.ts';
import { creditLine } from '../../core/join-attributions.ts';
import { csvCell } from '../../core/csv-cell.ts';
import { indicatorTitle, profileTitle } from '../../core/language/data-texts.ts';
import { addressIn } from '../../core/language/locale.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import type { Comparisons } from '../usecases/compare-in-background.ts';
import { describeSteps, type MethodReports } from '../usecases/method/describe-method.ts';
import type { Scoring } from '../usecases/score-table.ts';
import type { Chart } from './charts/chart.ts';
import { drawSvg } from './charts/draw-chart.ts';
import { methodCharts } from './charts/method-charts.ts';
import { drawPng } from './draw-png.ts';
import { methodReportIn } from './method-report-in.ts';
import { registerPage, type PageScope } from './page.ts';

export interface MethodPageDependencies {
  readonly scoring: Scoring;
  readonly methods: MethodReports;
  readonly comparisons: Pick<Comparisons, 'ofProfiles' | 'ofDates'>;
}

/** How many areas the page of a comparison holds; the API gives more. */
const shownMoves = 50;

const chartParamsSchema = profileParamsSchema.extend({
  chart: z.string().regex(/^[a-z0-9-]+$/),
  format: z.enum(['svg', 'png', 'csv']),
});

/** Cronbach's alpha in words. Source of the bounds: OECD/JRC Handbook (2008). */
function reliabilitySentence(alpha: number | null, childCount: number, t: Translate): string {
  if (childCount < 2) return t('method.oneIndicator');
  if (alpha === null) return t('method.cannotSay');
  const figure = alpha.toFixed(2);
  if (alpha < 0) return t('method.against', { figure });
  if (alpha < 0.6) return t('method.hardly', { figure });
  return t(alpha <= 0.7 ? 'method.fairly' : 'method.well', { figure });
}

/** Components that hold indicators, with them; one that holds only components is their heading nowhere. */
function componentsOf({ components, indicators }: MethodReport, t: Translate) {
  return components
    .map((component) => ({
      ...component,
      indicators: indicators.filter((indicator) => component.childIds.includes(indicator.id)),
      reliability: reliabilitySentence(component.alpha, component.childIds.length, t),
    }))
    .filter((component) => component.indicators.length > 0);
}

/** @param report In the language of the translator. */
function pageFacts(report: MethodReport, t: Translate) {
  const charts = methodCharts(report, t);
  return {
    report,
    components: componentsOf(report, t),
    charts: Object.fromEntries(charts.map((chart) => [chart.id, chart])),
    distributions: report.indicators.map(({ id, title }) => ({
      title,
      charts: charts.filter((chart) =>
        ['as-published', 'as-prepared', 'as-taken'].some((stage) => chart.id === `${stage}-${id}`),
      ),
    })),
    chartsAddress: addressIn(t.locale, `/methods/${report.profileId}/charts`),
  };
}

function csvOf({ columns, rows }: Chart): string {
  return [columns, ...rows].map((row) => row.map((cell) => csvCell(cell)).join(',')).join('\r\n');
}

/** What moved an area, by the title of an indicator in the language of the page. */
function withReasons<Moved extends { readonly reason: { indicatorId: string; title: string } | null }>(
  moves: readonly Moved[],
  t: Translate,
): Moved[] {
  return moves.map((move) =>
    move.reason === null
      ? move
      : {
          ...move,
          reason: { ...move.reason, title: indicatorTitle(t, move.reason.indicatorId, move.reason.title) },
        },
  );
}

/** How each profile is made and how well it works, what changes between two of them and between two years. */
export function registerMethodPages(scope: PageScope, dependencies: MethodPageDependencies): void {
  const { app, locale } = scope;
  const { scoring, methods } = dependencies;
  app.get('/methods', { schema: { hide: true, querystring: noQuerySchema } }, async (_request, reply) => {
    const first = chooseProfile(await scoring.summaries());
    if (first === undefined) throw new AppError('not-found', 'There is no profile.');
    return reply.redirect(addressIn(locale, `/methods/${first.id}`));
  });

  registerPage(scope, {
    path: '/methods/:profileId',
    params: profileParamsSchema,
    query: noQuerySchema,
    data: methodPageSchema,
    template: 'method.njk',
    async read({ params: { profileId }, t }) {
      const report = await methods.ofProfile(profileId);
      const isTold = t.locale === 'en' || report.steps.length === 0;
      const steps = isTold ? report.steps : describeSteps(await scoring.table({ profileId }), t);
      const others = (await scoring.summaries()).filter(({ id }) => id !== report.profileId);
      return {
        report: { ...report, steps },
        otherProfiles: others.map(({ id, title }) => ({ id, title })),
      };
    },
    view(data, { t }) {
      const report = methodReportIn(data.report, t);
      return {
        title: t('method.title', { profile: report.title }),
        description: t('method.description', { profile: report.title }),
        current: 'method',
        ...pageFacts(report, t),
        otherProfiles: data.otherProfiles.map(({ id, title }) => ({ id, title: profileTitle(t, id, title) })),
        attribution: report.attribution,
      };
    },
  });

  registerComparisonPages(scope, dependencies);

  app.get(
    '/methods/:profileId/charts/:chart.:format',
    { schema: { hide: true, params: chartParamsSchema, querystring: noQuerySchema } },
    async (request, reply) => {
      const { profileId, chart: id, format } = request.params;
      const t = createTranslator(locale);
      const report = methodReportIn(await methods.ofProfile(profileId), t);
      const chart = methodCharts(report, t).find((each) => each.id === id);
      if (chart === undefined) {
        throw new AppError('not-found', `The method page of "${profileId}" has no chart "${id}".`, {
          details: { field: 'chart', value: id },
        });
      }
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf(chart));
      const svg = await drawSvg(chart, creditLine(report.attribution));
      if (format === 'svg') return reply.type('image/svg+xml; charset=utf-8').send(svg);
      return reply.type('image/png').send(await drawPng(svg));
    },
  );
}

function registerComparisonPages(scope: PageScope, { comparisons }: MethodPageDependencies): void {
  registerPage(scope, {
    path: '/methods/:profileId/against/:otherId',
    params: profilePairParamsSchema,
    query: noQuerySchema,
    data: profileComparisonSchema,
    template: 'comparison.njk',
    read: ({ params: { profileId, otherId } }) => comparisons.ofProfiles(profileId, otherId, shownMoves),
    view(comparison, { t }) {
      const [before, after] = [comparison.before, comparison.after].map((each) => ({
        ...each,
        title: profileTitle(t, each.id, each.title),
      }));
      return {
        title: t('comparison.title', { first: before?.title, second: after?.title }),
        description: t('comparison.description'),
        current: 'method',
        comparison: { ...comparison, before, after, moves: withReasons(comparison.moves, t) },
        attribution: comparison.attribution,
      };
    },
  });

  registerPage(scope, {
    path: '/methods/:profileId/over-time',
    params: profileParamsSchema,
    query: overTimeQuerySchema,
    data: profileOverTimeSchema,
    template: 'over-time.njk',
    read: ({ params, query: { before, after } }) =>
      comparisons.ofDates(params.profileId, { before, after }, shownMoves),
    view(result, { t }) {
      const title = profileTitle(t, result.profileId, result.title);
      return {
        title: t('overTime.title', {
          profile: title,
          before: String(result.yearBefore),
          after: String(result.yearAfter),
        }),
        description: t('overTime.description'),
        current: 'method',
        result: {
          ...result,
          title,
          indicators: result.indicators.map((each) => ({
            ...each,
            title: indicatorTitle(t, each.indicatorId, each.title),
          })),
          changes: withReasons(result.changes, t),
        },
        attribution: result.attribution,
      };
    },
  });
}
