import { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import type { MethodReport } from '../../core/contract/method-report.ts';
import {
  noQuerySchema,
  overTimeQuerySchema,
  profilePairParamsSchema,
  profileParamsSchema,
} from '../../core/contract/queries.ts';
import { AppError } from '../../core/errors.ts';
import { creditLine } from '../../core/join-attributions.ts';
import { csvCell } from '../../core/csv-cell.ts';
import type { App } from '../http/app-types.ts';
import type { Comparisons } from '../usecases/compare-in-background.ts';
import type { MethodReports } from '../usecases/method/describe-method.ts';
import type { Scoring } from '../usecases/score-table.ts';
import type { Chart } from './charts/chart.ts';
import { drawSvg } from './charts/draw-chart.ts';
import { methodCharts } from './charts/method-charts.ts';
import { drawPng } from './draw-png.ts';
import type { RenderPage } from './render.ts';

export interface MethodPageDependencies {
  readonly render: RenderPage;
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
function reliabilitySentence(alpha: number | null, childCount: number): string {
  if (childCount < 2) return 'It rests on one indicator.';
  if (alpha === null) return 'Whether its indicators measure one thing cannot be said.';
  const figure = alpha.toFixed(2);
  if (alpha < 0) return `Its indicators pull against each other (Cronbach’s alpha ${figure}).`;
  if (alpha < 0.6) return `Its indicators hardly measure one thing (Cronbach’s alpha ${figure}).`;
  if (alpha <= 0.7) return `Its indicators measure one thing fairly well (Cronbach’s alpha ${figure}).`;
  return `Its indicators measure one thing well (Cronbach’s alpha ${figure}).`;
}

/** Components that hold indicators, with them; one that holds only components is their heading nowhere. */
function componentsOf({ components, indicators }: MethodReport) {
  return components
    .map((component) => ({
      ...component,
      indicators: indicators.filter((indicator) => component.childIds.includes(indicator.id)),
      reliability: reliabilitySentence(component.alpha, component.childIds.length),
    }))
    .filter((component) => component.indicators.length > 0);
}

function pageFacts(report: MethodReport) {
  const charts = methodCharts(report);
  return {
    report,
    components: componentsOf(report),
    charts: Object.fromEntries(charts.map((chart) => [chart.id, chart])),
    distributions: report.indicators.map(({ id, title }) => ({
      title,
      charts: charts.filter((chart) =>
        ['as-published', 'as-prepared', 'as-taken'].some((stage) => chart.id === `${stage}-${id}`),
      ),
    })),
    chartsAddress: `/methods/${report.profileId}/charts`,
  };
}

function csvOf({ columns, rows }: Chart): string {
  return [columns, ...rows].map((row) => row.map((cell) => csvCell(cell)).join(',')).join('\r\n');
}

/** How each profile is made and how well it works, and the charts of that page as files. */
export function registerMethodPages(app: App, dependencies: MethodPageDependencies): void {
  const { render, scoring, methods, comparisons } = dependencies;
  app.get('/methods', { schema: { hide: true, querystring: noQuerySchema } }, async (_request, reply) => {
    const first = chooseProfile(await scoring.summaries());
    if (first === undefined) throw new AppError('not-found', 'There is no profile.');
    return reply.redirect(`/methods/${first.id}`);
  });

  app.get(
    '/methods/:profileId',
    { schema: { hide: true, params: profileParamsSchema, querystring: noQuerySchema } },
    async (request, reply) => {
      const report = await methods.ofProfile(request.params.profileId);
      const others = (await scoring.summaries()).filter(({ id }) => id !== report.profileId);
      const page = render('method.njk', {
        title: `${report.title}: how it is made`,
        current: 'method',
        ...pageFacts(report),
        otherProfiles: others,
        attribution: report.attribution,
      });
      return reply.type('text/html; charset=utf-8').send(page);
    },
  );

  app.get(
    '/methods/:profileId/against/:otherId',
    { schema: { hide: true, params: profilePairParamsSchema, querystring: noQuerySchema } },
    async (request, reply) => {
      const { profileId, otherId } = request.params;
      const comparison = await comparisons.ofProfiles(profileId, otherId, shownMoves);
      const page = render('comparison.njk', {
        title: `From ${comparison.before.title} to ${comparison.after.title}`,
        current: 'method',
        comparison,
        attribution: comparison.attribution,
      });
      return reply.type('text/html; charset=utf-8').send(page);
    },
  );

  app.get(
    '/methods/:profileId/over-time',
    { schema: { hide: true, params: profileParamsSchema, querystring: overTimeQuerySchema } },
    async (request, reply) => {
      const { before, after } = request.query;
      const result = await comparisons.ofDates(request.params.profileId, { before, after }, shownMoves);
      const page = render('over-time.njk', {
        title: `${result.title}, ${before} and ${after}`,
        current: 'method',
        result,
        attribution: result.attribution,
      });
      return reply.type('text/html; charset=utf-8').send(page);
    },
  );

  app.get(
    '/methods/:profileId/charts/:chart.:format',
    { schema: { hide: true, params: chartParamsSchema, querystring: noQuerySchema } },
    async (request, reply) => {
      const { profileId, chart: id, format } = request.params;
      const report = await methods.ofProfile(profileId);
      const chart = methodCharts(report).find((each) => each.id === id);
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
