import { z } from 'zod';
import { areaCodeSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';
import { speedClasses } from './speed-class.ts';

/** What people say is wrong about coverage, how far officers are with it, and what of it is public. */

/** What a report may be about. */
export const subjectKinds = ['premises', 'postcode', 'area'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** A UPRN in digits, a postcode without its space, or the code of an area. */
export const subjectSchema = z.strictObject({ kind: z.enum(subjectKinds), code: z.string() });
export type ProblemSubject = z.infer<typeof subjectSchema>;

export const problemReasons = [
  'cannot-order-speed',
  'told-no-service',
  'has-service',
  'planned-date-passed',
  'not-premises',
  'mobile-not-as-shown',
  'other',
] as const;
export type ProblemReason = (typeof problemReasons)[number];

export const challengeStates = ['new', 'checking', 'upheld', 'rejected'] as const;
export type ChallengeState = (typeof challengeStates)[number];

/** Longest texts, in characters, and the fastest line that anybody can measure, in Mbit/s. */
export const problemLimits = { note: 1000, email: 254, comment: 1000, mbps: 10_000 } as const;

/** YYYY-MM-DD, a day that there is. */
export const dayTextSchema = z.iso.date();
export const emailTextSchema = z.email().max(problemLimits.email);

/** A report as it came in and was found good. Missing is null: nobody has to measure, to write or to be reached. */
export interface NewCoverageProblem {
  readonly subject: ProblemSubject;
  readonly reason: ProblemReason;
  readonly speedClass: (typeof speedClasses)[number] | null;
  /** Mbit/s of a speed test, and the day of it. */
  readonly downloadMbps: number | null;
  readonly uploadMbps: number | null;
  readonly testedOn: string | null;
  readonly note: string | null;
  /** Never public: for officers, and deleted after a set time. */
  readonly email: string | null;
}

/**
 * A report as programs send it. Fields that must be given are; everything else that a report must be (a UPRN that is one, a
 * date that has been) is checked by core/coverage/check-report.ts, for forms and programs alike.
 */
export const problemReportSchema = z.strictObject({
  subject: z
    .strictObject({ kind: z.enum(subjectKinds), code: z.string().max(20) })
    .describe('A UPRN, a postcode or the code of an area, which must be loaded here.'),
  reason: z.enum(problemReasons),
  speedClass: z
    .enum(speedClasses)
    .optional()
    .describe('Needed where the reason is about a speed: cannot-order-speed, told-no-service, has-service.'),
  downloadMbps: z.number().optional().describe('Mbit/s of a speed test, 0 to 10000.'),
  uploadMbps: z.number().optional().describe('Mbit/s of a speed test, 0 to 10000.'),
  testedOn: z.string().max(10).optional().describe('The day of the speed test, YYYY-MM-DD.'),
  note: z
    .string()
    .max(4 * problemLimits.note)
    .optional()
    .describe('At most 1000 characters, with nothing personal. Public only if an officer says so.'),
  email: z
    .string()
    .max(4 * problemLimits.email)
    .optional()
    .describe('Only officers see it, and it is deleted after a set time.'),
});
export type ProblemReport = z.infer<typeof problemReportSchema>;

/** What everybody may know of a report. Days, not times: who reported when is nobody's business. */
export const publicProblemSchema = z.strictObject({
  /** Three times four letters and digits. */
  reference: z.string(),
  subject: subjectSchema.extend({
    /** Of an area; null for premises and postcodes. */
    name: z.string().nullable(),
    /** In Welsh, where sources give one. */
    nameWelsh: z.string().nullable(),
  }),
  /** The areas that it lay in when it was reported, itself included. */
  areaCodes: z.array(z.string()),
  reason: z.enum(problemReasons),
  speedClass: z.enum(speedClasses).nullable(),
  downloadMbps: z.number().nullable(),
  uploadMbps: z.number().nullable(),
  testedOn: z.iso.date().nullable(),
  /** Null unless an officer upheld the report and chose to publish what was written. */
  note: z.string().nullable(),
  state: z.enum(challengeStates),
  reportedOn: z.iso.date(),
  changedOn: z.iso.date(),
});
export type PublicProblem = z.infer<typeof publicProblemSchema>;

export const trackedProblemSchema = publicProblemSchema.extend({
  /** How often it was moved. */
  revision: z.number().int(),
  /** Every state that it came to after it was new. */
  moves: z.array(z.strictObject({ state: z.enum(challengeStates), on: z.iso.date() })),
});
export type TrackedProblem = z.infer<typeof trackedProblemSchema>;

export const upheldListSchema = z.strictObject({
  items: z.array(publicProblemSchema),
  attribution: attributionSchema,
  next: z.string().nullable(),
});

/** How many reports are in each state, whatever they are about. */
export const stateCountsSchema = z.strictObject({
  new: z.number().int(),
  checking: z.number().int(),
  upheld: z.number().int(),
  rejected: z.number().int(),
});
export type StateCounts = z.infer<typeof stateCountsSchema>;

/** The page of upheld reports. */
export const problemsPageSchema = z.strictObject({
  counts: stateCountsSchema,
  /** Of the reports that fit the filters. */
  total: z.number().int(),
  page: z.number().int(),
  pageCount: z.number().int(),
  items: z.array(publicProblemSchema),
  attribution: attributionSchema,
});
export type ProblemsPage = z.infer<typeof problemsPageSchema>;

export const problemMoveSchema = z.strictObject({
  revision: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .describe('The revision that was read: another one means that somebody else was faster.'),
  to: z.enum(challengeStates),
  comment: z
    .string()
    .max(4 * problemLimits.comment)
    .describe('Why, for the officers who come after. Never public.'),
  publishNote: z
    .boolean()
    .default(false)
    .describe('Publish what the reporter wrote; only with `to` upheld, after reading it.'),
});
export type ProblemMove = z.infer<typeof problemMoveSchema>;

/** What officers know of a report. */
export const officerProblemSchema = trackedProblemSchema.omit({ moves: true }).extend({
  reportedAt: z.iso.datetime(),
  /** As it was written, public or not; null where there is none or it was deleted. */
  note: z.string().nullable(),
  noteIsPublic: z.boolean(),
  /** Null where none was given or it was deleted. */
  email: z.string().nullable(),
  moves: z.array(
    z.strictObject({
      from: z.enum(challengeStates),
      to: z.enum(challengeStates),
      comment: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type OfficerProblem = z.infer<typeof officerProblemSchema>;

const withinSchema = areaCodeSchema
  .optional()
  .describe('Only what lay within the area of this code when it was reported.');

export const problemFilterFields = {
  within: withinSchema,
  class: z.enum(speedClasses).optional().describe('Only what is about this class of speed.'),
};
