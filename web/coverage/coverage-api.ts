import type { MultiPolygon, Polygon } from 'geojson';
import { z } from 'zod';
import type { Bounds } from '../../core/contract/area.ts';
import {
  evidencedPremisesSchema,
  upheldCollectionSchema,
  type UpheldCollection,
} from '../../core/contract/coverage/local-evidence.ts';
import { notSpotCollectionSchema, type NotSpotCollection } from '../../core/contract/coverage/not-spots.ts';
import { speedClasses, type SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { fetchJson } from '../api/request.ts';
import { language } from '../language/words.ts';

/** What the map shows of the answer about one premises; all else of it is on its page. */
const premisesAnswerSchema = z.looseObject({ premises: evidencedPremisesSchema });
export type PremisesAnswer = z.infer<typeof premisesAnswerSchema>;

/** What the map shows of the report of an area; all of it can be saved. */
const reportAnswerSchema = z.looseObject({
  sentences: z.array(z.string()),
  estimate: z.discriminatedUnion('status', [
    z.looseObject({
      status: z.literal('known'),
      classes: z.array(
        z.looseObject({
          speedClass: z.enum(speedClasses),
          premises: z.number(),
          expectedUnserved: z.number(),
          unknown: z.number(),
        }),
      ),
    }),
    z.looseObject({ status: z.literal('missing'), reason: z.string() }),
  ]),
});
export type ReportAnswer = z.infer<typeof reportAnswerSchema>;

/** The service as the map of premises sees it, beside its tiles. */
export interface CoverageApi {
  readonly premises: (uprn: number, signal: AbortSignal) => Promise<PremisesAnswer>;
  readonly report: (
    geometry: Polygon | MultiPolygon,
    speedClass: SpeedClass,
    signal: AbortSignal,
  ) => Promise<ReportAnswer>;
  /** Outlines of not-spots, in a box or wherever they are. */
  readonly notSpots: (
    speedClass: SpeedClass,
    box: Bounds | null,
    signal: AbortSignal,
  ) => Promise<NotSpotCollection>;
  /** What reports were upheld about, in a box or wherever it is. */
  readonly upheld: (box: Bounds | null, signal: AbortSignal) => Promise<UpheldCollection>;
}

/** Five decimals are a metre: more would ask again for what was had already. */
const bboxOf = (box: Bounds | null): { readonly bbox?: string } =>
  box === null
    ? {}
    : { bbox: [box.west, box.south, box.east, box.north].map((degrees) => degrees.toFixed(5)).join(',') };

/** @param root where the API stands: '/api/v1' @param period of the snapshot that the map shows */
export function createCoverageApi(root: string, period: string): CoverageApi {
  const queryOf = (parts: Readonly<Record<string, string>>): string => new URLSearchParams(parts).toString();
  return {
    premises: (uprn, signal) =>
      fetchJson(`${root}/coverage/premises/${uprn}?${queryOf({ period })}`, premisesAnswerSchema, { signal }),
    report: (geometry, speedClass, signal) =>
      fetchJson(
        `${root}/coverage/report?${queryOf({ class: speedClass, period, language: language().locale })}`,
        reportAnswerSchema,
        {
          signal,
          body: { type: 'Feature', properties: {}, geometry },
        },
      ),
    notSpots: (speedClass, box, signal) => {
      const query = queryOf({ class: speedClass, period, ...bboxOf(box) });
      return fetchJson(`${root}/coverage/not-spots.geojson?${query}`, notSpotCollectionSchema, { signal });
    },
    upheld: (box, signal) =>
      fetchJson(
        `${root}/coverage/problems.geojson?${queryOf({ period, ...bboxOf(box) })}`,
        upheldCollectionSchema,
        { signal },
      ),
  };
}
