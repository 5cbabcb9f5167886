import type { z } from 'zod';
import { areaCollectionSchema, areaListSchema } from '../../core/contract/area-list.ts';
import type { AreaSet, AreaSummary } from '../../core/contract/area.ts';
import type { Attribution } from '../../core/contract/dataset.ts';
import {
  areaListQuerySchema,
  areaParamsSchema,
  areaTypeQuerySchema,
  type AreaListQuery,
} from '../../core/contract/queries.ts';
import { areaProfileSchema } from '../../core/contract/score.ts';
import type { AreaReads, AreaWithGeometry } from '../store/area-reads.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { IndicatorReads } from '../store/indicator-reads.ts';
import type { ScoreReads } from '../store/score-reads.ts';
import type { App } from './app-types.ts';
import { findArea, resolveAreaSet } from './area-sets.ts';
import { cutPage, readTextCursor, writeCursor } from './paging.ts';

export interface AreaDependencies {
  readonly areas: AreaReads;
  readonly indicators: IndicatorReads;
  readonly scores: ScoreReads;
  readonly credits: CreditReads;
}

type Collection = z.infer<typeof areaCollectionSchema>;

function boxOf(areas: readonly AreaSummary[]): Collection['bbox'] {
  const boxes = areas.map((area) => area.bounds).filter((bounds) => bounds !== null);
  if (boxes.length === 0) return undefined;
  return [
    Math.min(...boxes.map((box) => box.west)),
    Math.min(...boxes.map((box) => box.south)),
    Math.max(...boxes.map((box) => box.east)),
    Math.max(...boxes.map((box) => box.north)),
  ];
}

/**
 * GeoJSON as text. The database gives each geometry as text already; parsing it only to print it again would double
 * the cost of a page.
 */
function geoJsonText(
  rows: readonly AreaWithGeometry[],
  attribution: Attribution,
  next: string | null,
): string {
  const features = rows.map(
    ({ area, geometry }) =>
      `{"type":"Feature","id":${JSON.stringify(area.code)},"properties":${JSON.stringify(area)},` +
      `"geometry":${geometry ?? 'null'}}`,
  );
  const bbox = boxOf(rows.map((row) => row.area));
  const head = bbox === undefined ? '' : `"bbox":${JSON.stringify(bbox)},`;
  return (
    `{"type":"FeatureCollection",${head}"features":[${features.join(',')}],` +
    `"attribution":${JSON.stringify(attribution)},"next":${JSON.stringify(next)}}`
  );
}

function readPage(areas: AreaReads, set: AreaSet, query: AreaListQuery): Promise<AreaWithGeometry[]> {
  return areas.page({
    areas: set,
    within: query.within ?? null,
    box: query.bbox ?? null,
    code: query.code ?? null,
    text: query.q ?? null,
    after: readTextCursor(query.cursor),
    limit: query.limit + 1,
    withGeometry: query.format === 'geojson',
  });
}

function registerAreaList(api: App, { areas, credits }: AreaDependencies): void {
  api.get(
    '/areas',
    {
      schema: {
        summary: 'Areas by kind, within another area, in a box, by code or by name',
        tags: ['areas'],
        querystring: areaListQuerySchema,
        response: {
          200: {
            description: 'A page of areas',
            content: {
              'application/json': { schema: areaListSchema },
              'application/geo+json': { schema: areaCollectionSchema },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const set = await resolveAreaSet(areas, query.type, query.vintage);
      const [rows, attribution] = await Promise.all([readPage(areas, set, query), credits.areas(set)]);
      const page = cutPage(rows, query.limit);
      const next = writeCursor(page.last, (row) => [row.area.code]);
      if (query.format === 'json')
        return { areas: set, items: page.rows.map((row) => row.area), attribution, next };
      reply.type('application/geo+json; charset=utf-8').serializer((text: unknown) => String(text));
      return reply.send(geoJsonText(page.rows, attribution, next) as never);
    },
  );
}

function registerAreaProfile(api: App, { areas, indicators, scores, credits }: AreaDependencies): void {
  api.get(
    '/areas/:code',
    {
      schema: {
        summary: 'One area: what it is part of, its values, its scores with contributions',
        tags: ['areas'],
        params: areaParamsSchema,
        querystring: areaTypeQuerySchema,
        response: { 200: areaProfileSchema },
      },
    },
    async (request) => {
      const area = await findArea(areas, { code: request.params.code, ...request.query });
      const [memberships, children, values, scored, attribution] = await Promise.all([
        areas.memberships(area),
        areas.children(area),
        indicators.valuesOfArea(area),
        scores.ofArea(area),
        credits.everything(),
      ]);
      return { area, memberships, children, values, scores: scored, attribution };
    },
  );
}

export function registerAreaRoutes(api: App, dependencies: AreaDependencies): void {
  registerAreaList(api, dependencies);
  registerAreaProfile(api, dependencies);
}
