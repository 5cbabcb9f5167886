import { z } from 'zod';
import { missingReasonSchema } from '../indicator.ts';
import { figureSourceSchema } from './figure-source.ts';

/** What must be said of a figure before it is set beside those of other releases. */
export const pointNotes = [
  /** Brought over from another vintage of the areas. */
  'converted',
  /** From here on the publisher counts something else, or in another way. */
  'redefined',
  /** The published percentage had another meaning in this release; ours is worked out from its premises. */
  'worked-out-anew',
  /** The release does not say what its percentages are of. */
  'base-not-stated',
] as const;
export type PointNote = (typeof pointNotes)[number];

const pointSchema = z.strictObject({
  period: z.string(),
  value: z.number().nullable(),
  missingReason: missingReasonSchema.nullable(),
  note: z.enum(pointNotes).nullable(),
});
export type TrendPoint = z.infer<typeof pointSchema>;

/** The change over the latest releases that count the same thing in the same way, or why none can be told. */
const changeSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    from: z.string(),
    to: z.string(),
    fromValue: z.number(),
    toValue: z.number(),
    direction: z.enum(['up', 'down', 'same']),
  }),
  z.strictObject({
    status: z.literal('missing'),
    reason: z.enum(['one-release', 'order-unknown', ...pointNotes]),
  }),
]);
export type TrendChange = z.infer<typeof changeSchema>;

const lineSchema = z.strictObject({
  kind: z.enum(['indicator', 'coverage']),
  id: z.string(),
  /** The publisher's figure by its catalogued title; null for coverage, whose measures the page names. */
  title: z.string().nullable(),
  unit: z.string(),
  decimals: z.number().int(),
  points: z.array(pointSchema),
  change: changeSchema,
  sources: z.array(figureSourceSchema),
});
export type TrendLine = z.infer<typeof lineSchema>;

/** What can be followed over two or more releases. Scores are not among it: they are relative to the areas compared. */
export const trendSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('known'), lines: z.array(lineSchema) }),
  z.strictObject({ status: z.literal('missing'), reason: z.enum(['one-release', 'nothing-loaded']) }),
]);
export type Trend = z.infer<typeof trendSchema>;
