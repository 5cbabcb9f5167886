import { z } from 'zod';
import { bboxSchema } from '../queries.ts';
import { problemReasons, publicProblemSchema, subjectKinds } from './coverage-problem.ts';
import { periodSchema } from './premises-filter.ts';
import { premisesRowSchema } from './premises.ts';
import { speedClasses } from './speed-class.ts';
import { mapCollectionSchema } from '../map-collection.ts';

/**
 * A report that officers upheld, as it stands beside the estimate of a premises: local evidence, which changes no estimate.
 * What the reporter wrote is on the page of the report, where an officer published it, and nowhere else.
 */
export const localEvidenceSchema = z.strictObject({
  /** Of the report, as in its address. */
  reference: z.string(),
  /** The premises itself, or the postcode that it is in. */
  about: z.enum(['premises', 'postcode']),
  reason: z.enum(problemReasons),
  /** Null where the reason is about no speed. */
  speedClass: z.enum(speedClasses).nullable(),
  upheldOn: z.iso.date(),
});
export type LocalEvidence = z.infer<typeof localEvidenceSchema>;

/** A premises with what was upheld about it and its postcode: of the premises first, the oldest first. */
export const evidencedPremisesSchema = premisesRowSchema.extend({
  localEvidence: z.array(localEvidenceSchema),
});
export type EvidencedPremises = z.infer<typeof evidencedPremisesSchema>;

export const upheldMapQuerySchema = z.strictObject({
  bbox: bboxSchema.optional(),
  period: periodSchema
    .optional()
    .describe('Where premises of the snapshot of this release stand; the newest unless said.'),
});
export type UpheldMapQuery = z.infer<typeof upheldMapQuerySchema>;

/** What the point of a subject is: of a postcode the mean of its premises, or where the postcode directory has it. */
export const upheldPositions = ['premises', 'mean-of-premises', 'postcode-directory', 'in-area'] as const;
export type UpheldPosition = (typeof upheldPositions)[number];

/** Why a subject has no point: no such premises in the snapshot, nothing known of a postcode, an area without a boundary. */
export const upheldGaps = ['no-such-premises', 'no-postcode-point', 'no-boundary'] as const;
export type UpheldGap = (typeof upheldGaps)[number];

/** A report as it stands with the mark of what it is about. */
export const upheldReportSchema = localEvidenceSchema.extend({ about: z.enum(subjectKinds) });
export type UpheldReport = z.infer<typeof upheldReportSchema>;

/**
 * What reports were upheld about, as points for a map, WGS84; as many as fit. What has no known position has no geometry
 * (RFC 7946, 3.2) and says why; as it lies in no box, it is in the answer for every box, and before all others.
 */
export const upheldCollectionSchema = mapCollectionSchema(
  z.strictObject({
    type: z.literal('Feature'),
    /** The UPRN as a number, else the postcode without its space or the code of the area. */
    id: z.union([z.number().int(), z.string()]),
    properties: z.strictObject({
      /** Its kind says what it is: premises, postcode or area. */
      subject: publicProblemSchema.shape.subject,
      /** Null where no position is known. */
      position: z.enum(upheldPositions).nullable(),
      /** Null where one is. */
      missing: z.enum(upheldGaps).nullable(),
      /** About the subject itself, the oldest first. */
      reports: z.array(upheldReportSchema),
    }),
    geometry: z
      .strictObject({
        type: z.literal('Point'),
        coordinates: z.tuple([z.number(), z.number()]),
      })
      .nullable(),
  }),
);
export type UpheldCollection = z.infer<typeof upheldCollectionSchema>;
