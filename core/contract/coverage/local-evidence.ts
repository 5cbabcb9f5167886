import { z } from 'zod';
import { bboxSchema } from '../queries.ts';
import { problemReasons } from './coverage-problem.ts';
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

/** The premises about which reports were upheld, as points for a map, WGS84; by UPRN, as many as fit. */
export const upheldCollectionSchema = mapCollectionSchema(
  z.strictObject({
    type: z.literal('Feature'),
    /** The UPRN. */
    id: z.number().int(),
    properties: z.strictObject({
      uprn: z.number().int(),
      /** About the premises itself, the oldest first. */
      reports: z.array(localEvidenceSchema),
    }),
    geometry: z.strictObject({
      type: z.literal('Point'),
      coordinates: z.tuple([z.number(), z.number()]),
    }),
  }),
);
export type UpheldCollection = z.infer<typeof upheldCollectionSchema>;
