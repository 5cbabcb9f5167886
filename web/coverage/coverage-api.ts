import type { MultiPolygon, Polygon } from 'geojson';
import { z } from 'zod';
import { premisesRowSchema } from '../../core/contract/coverage/premises.ts';
import { speedClasses, type SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { fetchJson } from '../api/request.ts';

/** What the map shows of the answer about one premises; all else of it is on its page. */
const premisesAnswerSchema = z.looseObject({ premises: premisesRowSchema });
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
}

/** @param root where the API stands: '/api/v1' @param period of the snapshot that the map shows */
export function createCoverageApi(root: string, period: string): CoverageApi {
  const queryOf = (parts: Readonly<Record<string, string>>): string => new URLSearchParams(parts).toString();
  return {
    premises: (uprn, signal) =>
      fetchJson(`${root}/coverage/premises/${uprn}?${queryOf({ period })}`, premisesAnswerSchema, { signal }),
    report: (geometry, speedClass, signal) =>
      fetchJson(`${root}/coverage/report?${queryOf({ class: speedClass, period })}`, reportAnswerSchema, {
        signal,
        body: { type: 'Feature', properties: {}, geometry },
      }),
  };
}
