import { z } from 'zod';
import { positionSchema } from '../area.ts';
import { technologies } from './technology.ts';
import { confidences, evidenceBases, planStatuses, servedStatuses, speedClasses } from './speed-class.ts';

/** What a premises can order of one class, by the best source. */
export const classEstimateSchema = z.strictObject({
  /** 0-1; null where no source says anything. */
  chance: z.number().min(0).max(1).nullable(),
  status: z.enum(servedStatuses),
  basis: z.enum(evidenceBases).nullable(),
  confidence: z.enum(confidences).nullable(),
  /** Two sources exclude each other. */
  disagrees: z.boolean(),
});

/** Whether a technology reaches a premises, by the best source. */
export const technologyEstimateSchema = classEstimateSchema.pick({ chance: true, status: true });

/** A premises with what is known of its broadband, and nothing of the people in it. */
export const premisesRowSchema = z.strictObject({
  uprn: z.number().int(),
  position: positionSchema,
  easting: z.number(),
  northing: z.number(),
  postcode: z.string().nullable(),
  oaCode: z.string().nullable(),
  lsoaCode: z.string().nullable(),
  msoaCode: z.string().nullable(),
  wardCode: z.string().nullable(),
  wardName: z.string().nullable(),
  ladCode: z.string().nullable(),
  /** false: BDUK says that it is no premises; in no count. */
  isRecognised: z.boolean().nullable(),
  plan: z.enum(planStatuses),
  classes: z.record(z.enum(speedClasses), classEstimateSchema),
  technologies: z.record(z.enum(technologies), technologyEstimateSchema),
  /** Sources exclude each other on any class. */
  disagrees: z.boolean(),
});
export type PremisesRow = z.infer<typeof premisesRowSchema>;
