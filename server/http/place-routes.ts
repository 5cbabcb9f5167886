import { z } from 'zod';
import type { Bounds } from '../../core/contract/area.ts';
import {
  coverageListSchema,
  premisesListSchema,
  supportPlaceListSchema,
} from '../../core/contract/place-lists.ts';
import {
  coverageListQuerySchema,
  premisesQuerySchema,
  supportPlaceQuerySchema,
} from '../../core/contract/queries.ts';
import { AppError } from '../../core/errors.ts';
import type { CoverageKey, CoverageReads } from '../store/coverage-reads.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { PlaceReads } from '../store/place-reads.ts';
import type { App } from './app-types.ts';
import { decodeCursor } from './cursor.ts';
import { cutPage, readNumberCursor, writeCursor } from './paging.ts';

export interface PlaceDependencies {
  readonly places: PlaceReads;
  readonly coverage: CoverageReads;
  readonly credits: CreditReads;
}

/** A box for premises is a neighbourhood or a town, not a country: 41 million points are not a page. */
const maximumSquareKilometres = 500;
const kilometresPerDegree = 111.32;

function squareKilometres(box: Bounds): number {
  const middle = ((box.south + box.north) / 2) * (Math.PI / 180);
  const width = (box.east - box.west) * kilometresPerDegree * Math.cos(middle);
  return width * (box.north - box.south) * kilometresPerDegree;
}

function refuseLargeBox(box: Bounds): void {
  const area = squareKilometres(box);
  if (area <= maximumSquareKilometres) return;
  throw new AppError(
    'too-large',
    `The box is ${Math.round(area)} square kilometres; at most ${maximumSquareKilometres} are answered.`,
    { details: { field: 'bbox', reason: 'ask for a smaller box' } },
  );
}

const coverageKeySchema: z.ZodType<CoverageKey> = z.tuple([
  z.string(),
  z.number().int().min(0).max(1),
  z.number().int().min(1),
]);

function registerCoverage(api: App, { coverage, credits }: PlaceDependencies): void {
  api.get(
    '/coverage',
    {
      schema: {
        summary: 'Fixed broadband coverage by postcode, output area, LSOA or local authority',
        tags: ['coverage'],
        querystring: coverageListQuerySchema,
        response: { 200: coverageListSchema },
      },
    },
    async (request) => {
      const { query } = request;
      const code = query.code?.toUpperCase().replaceAll(/\s+/g, '') ?? null;
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor, coverageKeySchema);
      const rows = await coverage.page({
        level: query.level,
        within: query.within ?? null,
        code,
        releaseId: query.release ?? null,
        after,
        limit: query.limit + 1,
      });
      const page = cutPage(rows, query.limit);
      const next = writeCursor(page.last, (row) => [row.code, row.isResidential ? 1 : 0, row.releaseId]);
      const attribution = await (query.release === undefined
        ? credits.table('coverage', query.level)
        : credits.releases([query.release]));
      return { items: page.rows, attribution, next };
    },
  );
}

/** Coverage, premises in a box, and places that help people get online. */
export function registerPlaceRoutes(api: App, dependencies: PlaceDependencies): void {
  const { places, credits } = dependencies;
  registerCoverage(api, dependencies);

  api.get(
    '/premises',
    {
      schema: {
        summary: 'Premises (UPRNs) in a box of at most 500 square kilometres',
        tags: ['premises'],
        querystring: premisesQuerySchema,
        response: { 200: premisesListSchema },
      },
    },
    async (request) => {
      const { bbox, cursor, limit } = request.query;
      refuseLargeBox(bbox);
      const rows = await places.premises({ box: bbox, after: readNumberCursor(cursor), limit: limit + 1 });
      const page = cutPage(rows, limit);
      const next = writeCursor(page.last, (row) => [row.uprn]);
      return { items: page.rows, attribution: await credits.table('premises'), next };
    },
  );

  api.get(
    '/support-places',
    {
      schema: {
        summary: 'Libraries and other places that help people get online',
        tags: ['support places'],
        querystring: supportPlaceQuerySchema,
        response: { 200: supportPlaceListSchema },
      },
    },
    async (request) => {
      const { bbox, within, cursor, limit } = request.query;
      const rows = await places.supportPlaces({
        box: bbox ?? null,
        within: within ?? null,
        after: readNumberCursor(cursor),
        limit: limit + 1,
      });
      const page = cutPage(rows, limit);
      const next = writeCursor(page.last, (row) => [row.id]);
      return { items: page.rows, attribution: await credits.table('support_place'), next };
    },
  );
}
