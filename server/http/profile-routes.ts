import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { parseBase } from '../../core/contract/base-text.ts';
import { methodReportSchema } from '../../core/contract/method-report.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import { profileSchema, profileSummarySchema } from '../../core/contract/profile.ts';
import { profileOverTimeSchema } from '../../core/contract/profile-over-time.ts';
import { profileComparisonSchema } from '../../core/contract/profile-comparison.ts';
import {
  columnsQuerySchema,
  comparisonQuerySchema,
  explanationQuerySchema,
  noQuerySchema,
  profileAreaParamsSchema,
  overTimeQuerySchema,
  profilePairParamsSchema,
  profileParamsSchema,
} from '../../core/contract/queries.ts';
import { explanationSchema } from '../../core/contract/score.ts';
import type { Queryable } from '../database/database.ts';
import type { AreaReads } from '../store/area-reads.ts';
import type { Comparisons } from '../usecases/compare-in-background.ts';
import { explainArea } from '../usecases/explain-area.ts';
import type { MethodReports } from '../usecases/method/describe-method.ts';
import { scoreColumns } from '../usecases/score-columns.ts';
import type { Scoring } from '../usecases/score-table.ts';
import type { App } from './app-types.ts';
import { findArea } from './area-sets.ts';
import { createByteCache } from '../usecases/byte-cache.ts';

export interface ProfileDependencies {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly areas: AreaReads;
  readonly methods: Pick<MethodReports, 'ofProfile'>;
  readonly comparisons: Pick<Comparisons, 'ofProfiles' | 'ofDates'>;
}

const compress = promisify(gzip);

const workedOutWhenAsked =
  'Worked out when first asked for: until it is ready the answer is 503 with Retry-After, and says how far it is.';

/** A national profile is some 2 MB when compressed: this keeps every profile against several bases. */
const cachedBytes = 64 * 1024 * 1024;

export function baseOf(text: string | undefined): ComparisonBase | undefined {
  return text === undefined ? undefined : parseBase(text);
}

/** The columnar form for the map: compressed once, then sent from memory as long as its content is the same. */
function registerColumns(api: App, scoring: Scoring): void {
  const cache = createByteCache(cachedBytes);
  api.get(
    '/profiles/:profileId/columns',
    {
      compress: false,
      schema: {
        summary: 'All areas of a profile as binary columns: values, scores, and where each area belongs',
        description: 'The layout is described in core/contract/columns.ts of the source code.',
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: columnsQuerySchema,
        response: { 200: { content: { 'application/octet-stream': { schema: z.instanceof(Buffer) } } } },
      },
    },
    async (request, reply) => {
      const base = baseOf(request.query.base);
      const table = await scoring.table({ profileId: request.params.profileId, base });
      const { etag, bytes } = scoreColumns(table);
      reply.type('application/octet-stream');
      if (!(request.headers['accept-encoding'] ?? '').includes('gzip')) return reply.send(Buffer.from(bytes));
      let packed = cache.get(etag);
      if (packed === undefined) {
        packed = await compress(bytes, { level: 6 });
        cache.set(etag, packed);
      }
      return reply
        .header('content-encoding', 'gzip')
        .send(Buffer.from(packed.buffer, packed.byteOffset, packed.length));
    },
  );
}

function registerExplanation(api: App, { database, scoring, areas }: ProfileDependencies): void {
  api.get(
    '/profiles/:profileId/areas/:code',
    {
      schema: {
        summary: 'Why an area scores as it does, in words and figures',
        tags: ['profiles'],
        params: profileAreaParamsSchema,
        querystring: explanationQuerySchema,
        response: { 200: explanationSchema },
      },
    },
    async (request) => {
      const { profileId, code } = request.params;
      const { type, base } = request.query;
      const table = await scoring.table({ profileId, base: baseOf(base) });
      const wanted = type ?? table.inputs.profile.areas.type;
      const area = await findArea(areas, { code, type: wanted });
      return explainArea({ database }, table, { area, memberships: await areas.memberships(area) });
    },
  );
}

/** Profiles: the definitions of indices, and what they say about areas. */
export function registerProfileRoutes(api: App, dependencies: ProfileDependencies): void {
  const { scoring, methods, comparisons } = dependencies;
  api.get(
    '/profiles',
    {
      schema: {
        summary: 'Every profile',
        tags: ['profiles'],
        querystring: noQuerySchema,
        response: { 200: z.array(profileSummarySchema) },
      },
    },
    () => scoring.summaries(),
  );

  api.get(
    '/profiles/:profileId',
    {
      schema: {
        summary: 'The definition of a profile: indicators, weights, method',
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: noQuerySchema,
        response: { 200: profileSchema },
      },
    },
    (request) => scoring.profile(request.params.profileId),
  );

  api.get(
    '/profiles/:profileId/method',
    {
      schema: {
        summary:
          'How a profile works and how well: distributions, influence, correlations, agreement with an outcome',
        description: workedOutWhenAsked,
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: noQuerySchema,
        response: { 200: methodReportSchema },
      },
    },
    (request) => methods.ofProfile(request.params.profileId),
  );

  api.get(
    '/profiles/:profileId/against/:otherId',
    {
      schema: {
        summary: 'Which areas move from one profile to another, how far and why',
        description: workedOutWhenAsked,
        tags: ['profiles'],
        params: profilePairParamsSchema,
        querystring: comparisonQuerySchema,
        response: { 200: profileComparisonSchema },
      },
    },
    (request) => {
      const { profileId, otherId } = request.params;
      return comparisons.ofProfiles(profileId, otherId, request.query.limit);
    },
  );

  api.get(
    '/profiles/:profileId/over-time',
    {
      schema: {
        summary:
          'A profile on the figures of two years: ranks of each, and scores between the same goalposts',
        description: workedOutWhenAsked,
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: overTimeQuerySchema,
        response: { 200: profileOverTimeSchema },
      },
    },
    (request) => {
      const { limit, ...years } = request.query;
      return comparisons.ofDates(request.params.profileId, years, limit);
    },
  );

  registerColumns(api, scoring);
  registerExplanation(api, dependencies);
}
